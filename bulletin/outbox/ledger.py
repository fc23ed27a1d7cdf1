"""What the server was given and what it has taken, on record mail by mail.

There is one commit a mail: the acceptance of one is written together with the handing over
of the next, before the next leaves. So a process that dies leaves at most one mail in doubt
(docs/adr/0014).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bulletin.outbox.kinds import Parcel
from bulletin.outbox.models.mail import ANSWER_WITHIN
from bulletin.statements import PreparedText, Text

# What was carried is sent, and keeps no secret. What was left out, held when the mail was handed
# over once more, is owed as before and free for another mail. COALESCE keeps the planner to the
# primary keys: by the partial index of what is open it would read the whole queue for each mail.
_ACCEPT = """
WITH accepted AS (
    UPDATE outbox_mail SET accepted_at = {taken_at}, claimed_until = NULL, last_error = ''
    WHERE id = {taken} AND claimed_by = {taken_by}
        AND COALESCE(accepted_at, failed_at, dropped_at) IS NULL
), sent AS (
    UPDATE outbox_notice SET sent_at = {taken_at}, held_why = '', secret = ''
    WHERE id = ANY({carried}) AND COALESCE(sent_at, expired_at, dropped_at) IS NULL
), left_out AS (
    UPDATE outbox_notice SET mail_id = NULL
    WHERE mail_id = {taken} AND id <> ALL({carried})
        AND COALESCE(sent_at, expired_at, dropped_at) IS NULL
)
"""
# A mail that was given away twice, or that another has claimed since, stays where it is.
_HAND_OVER = """
UPDATE outbox_mail SET address = {address},
    handed_over_at = COALESCE(handed_over_at, {given_at}),
    handed_over_again_at = CASE WHEN handed_over_at IS NOT NULL THEN {given_at} END,
    claimed_until = statement_timestamp() + {answer_within}
WHERE id = {given} AND claimed_by = {given_by} AND claimed_until > statement_timestamp()
    AND COALESCE(accepted_at, failed_at, dropped_at) IS NULL
    AND handed_over_again_at IS NULL
RETURNING id
"""
_TAKEN = {"taken_at": "timestamptz", "taken": "uuid", "taken_by": "text", "carried": "uuid[]"}
_GIVEN = {
    "given_at": "timestamptz",
    "given": "uuid",
    "given_by": "text",
    "address": "text",
    "answer_within": "interval",
}


def _prepared(name: str, sql: str, types: Mapping[str, str]) -> PreparedText:
    """`sql` with its places numbered: PostgreSQL plans it once a connection."""
    numbers = {place: f"${number}" for number, place in enumerate(types, start=1)}
    return PreparedText(name, Text(sql.format(**numbers), tuple(types)), list(types.values()))


_ACCEPTED = _prepared("mail_accepted", f"{_ACCEPT} SELECT 1", _TAKEN)
_HANDED_OVER = _prepared("mail_handed_over", _HAND_OVER, _GIVEN)
_BOTH = _prepared("mail_accepted_next_handed_over", _ACCEPT + _HAND_OVER, _TAKEN | _GIVEN)


class Ledger:
    """Of one batch. Whoever opens it must `settle()` it, whatever happens in between."""

    def __init__(self) -> None:
        self._acceptance: dict[str, Any] = {}

    def hand_over(self, parcel: Parcel, address: str, *, now: datetime) -> bool:
        """It is on record that the server is about to be given this mail, and that it has taken
        the one before; False where this one is no longer ours, and must be left alone."""
        given = {
            "given_at": now,
            "given": parcel.mail.pk,
            "given_by": parcel.mail.claimed_by,
            "address": address,
            "answer_within": ANSWER_WITHIN,
        }
        statement = _BOTH if self._acceptance else _HANDED_OVER
        handed_over = statement.rows(given | self._acceptance)
        self._acceptance = {}
        return bool(handed_over)

    def taken(self, parcel: Parcel, *, now: datetime) -> None:
        """The server has this mail; to be written at the next step."""
        self._acceptance = {
            "taken_at": now,
            "taken": parcel.mail.pk,
            "taken_by": parcel.mail.claimed_by,
            "carried": [notice.pk for notice in parcel.notices],
        }

    def settle(self) -> None:
        """What the server has taken is on record."""
        if self._acceptance:
            _ACCEPTED.rows(self._acceptance)
            self._acceptance = {}
