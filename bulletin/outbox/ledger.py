"""What the server was given and what it has taken, on record mail by mail.

There is one commit a mail: the acceptance of one is written together with the handing over
of the next, before the next leaves. So a process that dies leaves at most one mail in doubt
(docs/adr/0014).
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from time import sleep
from typing import Any

from django.db import InterfaceError, OperationalError, connection

from bulletin.outbox.kinds import Parcel
from bulletin.outbox.letters import Enclosure, Letter
from bulletin.outbox.models.mail import ANSWER_WITHIN
from bulletin.statements import PreparedText, Text

logger = logging.getLogger(__name__)

# A database that restarts is back by then.
TRY_AGAIN_AFTER = (0.0, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # seconds

# What was carried is sent, and keeps no secret. What was left out, held when the mail was handed
# over once more, is owed as before and free for another mail. COALESCE keeps the planner to the
# primary keys: by the partial index of what is open it would read the whole queue for each mail.
_ACCEPT = """
accepted AS (
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
)"""
# A mail that was given away twice, or that another has claimed since, stays where it is.
_HAND_OVER = """
given AS (
    UPDATE outbox_mail SET address = {address}, attempts = attempts + 1,
        handed_over_at = COALESCE(handed_over_at, {given_at}),
        handed_over_again_at = CASE WHEN handed_over_at IS NOT NULL THEN {given_at} END,
        claimed_until = statement_timestamp() + {answer_within}
    WHERE id = {given} AND claimed_by = {given_by} AND claimed_until > statement_timestamp()
        AND COALESCE(accepted_at, failed_at, dropped_at) IS NULL
        AND handed_over_again_at IS NULL
    RETURNING id
)"""
_WHICH = "SELECT id FROM given"
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


_ACCEPTED = _prepared("mail_accepted", f"WITH {_ACCEPT} SELECT 1", _TAKEN)


@cache
def _handed_over(enclosure: Enclosure | None, *, accepting: bool) -> PreparedText:
    """Hands one mail over, with what is enclosed, and `accepting` the one before it."""
    name, steps, types = "mail_handed_over", [_HAND_OVER], dict(_GIVEN)
    if enclosure:
        name = f"{name}_with_{enclosure.name}"
        steps.append(f" enclosed AS ({enclosure.insert})")
        types.update(enclosure.types)
    if accepting:
        name, steps, types = f"{name}_one_accepted", [_ACCEPT, *steps], _TAKEN | types
    return _prepared(name, f"WITH {','.join(steps)} {_WHICH}", types)


class Ledger:
    """Of one batch. Whoever opens it must `settle()` it, whatever happens in between."""

    def __init__(self) -> None:
        self._acceptance: dict[str, Any] = {}

    def hand_over(self, parcel: Parcel, letter: Letter, *, now: datetime) -> bool:
        """It is on record that the server is about to be given this mail, and that it has taken
        the one before; False where this one is no longer ours, and must be left alone."""
        given = {
            "given_at": now,
            "given": parcel.mail.pk,
            "given_by": parcel.mail.claimed_by,
            "address": letter.to,
            "answer_within": ANSWER_WITHIN,
            **letter.enclosed,
        }
        statement = _handed_over(letter.enclosure, accepting=bool(self._acceptance))
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
        """What the server has taken is on record, be it over a new connection.

        The same mail would go out once more for nothing, where only the database was away.
        Raises OperationalError or InterfaceError where it is not back within a minute.
        """
        if self._acceptance:
            _accept(self._acceptance)
            self._acceptance = {}


def _accept(acceptance: Mapping[str, Any]) -> None:
    for seconds in TRY_AGAIN_AFTER:
        try:
            _ACCEPTED.rows(acceptance)
            return
        except (OperationalError, InterfaceError):
            logger.warning("The database is away; what the mail server took is recorded later.")
            connection.close()
            sleep(seconds)
    _ACCEPTED.rows(acceptance)
