"""A board goes live."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import nudge
from sessions.actions.staging import locked_board
from sessions.models import Board
from sessions.preflight import CHECKS, Check, Missing, missing_from


class NotReady(Exception):
    """The pre-flight found something; `missing` says what and where to mend it."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__("\n".join(str(item) for item in missing))
        self.missing = missing


@transaction.atomic
def launch_board(
    *, board: Board, by: User | None, now: datetime, checks: Sequence[Check] = CHECKS
) -> bool:
    """From now on whoever is on the roster with an address is owed an invitation.

    `by` is None for the command line. Raises NotReady and changes nothing where one of the `checks`
    finds something in the way. False, and nothing changes, where the board was launched before.
    """
    here = locked_board(board)
    if here.launched_at is None and (missing := missing_from(here, now=now, checks=checks)):
        raise NotReady(missing)
    launched = Board.objects.filter(pk=board.pk, launched_at=None).update(
        launched_at=now, launched_by=by
    )
    if launched:
        Entry.objects.record(
            "board_launched", now=now, actor=by.pk if by else None, board=board.pk, subject=board
        )
        nudge()
    board.refresh_from_db(fields=["launched_at", "launched_by"])
    return bool(launched)
