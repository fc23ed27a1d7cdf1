"""A board that is over is put away, and participants' reading of it comes to its end (rule 5)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from sessions.actions.errors import Refused
from sessions.actions.staging import locked_board
from sessions.models import Board
from sessions.timetable.wall_time import WallTime


@transaction.atomic
def archive_board(*, board: Board, by: User, now: datetime) -> bool:
    """The board stands among the archived ones; what people may read is as it was. False where
    it did already. Raises Refused while anything can still be written there.
    """
    board = locked_board(board)
    _refuse_while_it_runs(board, now)
    if board.archived_at is not None:
        return False
    board.archived_at, board.archived_by = now, by
    board.save(update_fields=["archived_at", "archived_by"])
    _record("board_archived", board, by, now)
    return True


@transaction.atomic
def take_out_of_archive(*, board: Board, by: User, now: datetime) -> bool:
    """It stands among the others again. False where it did."""
    board = locked_board(board)
    if board.archived_at is None:
        return False
    board.archived_at = board.archived_by = None
    board.save(update_fields=["archived_at", "archived_by"])
    _record("board_taken_out_of_archive", board, by, now)
    return True


@transaction.atomic
def set_reading_end(*, board: Board, to: WallTime | None, by: User, now: datetime) -> bool:
    """Participants read until `to`; None until somebody ends it. False where it was so already.

    Raises WallTimeError where daylight saving skips or repeats that time, and Refused where it
    has passed, comes before the time for last replies is over, or reading has ended.
    """
    board = locked_board(board)
    if board.reading == to:
        return False
    if board.reading_is_over(now):
        raise Refused(_("Reading has ended: that stays so."), field="reading")
    until = to.instant(board.starts_on, board.zone) if to else None
    if until is not None and until <= now:
        raise Refused(_("That time has passed."), field="reading")
    if until is not None and until < board.grace_ends_at:
        raise Refused(_("The time for last replies is not over then."), field="reading")
    _record(
        "reading_end_set", board, by, now,
        before=str(board.reading) if board.reading else None, after=str(to) if to else None,
    )  # fmt: skip
    board.reading, board.reading_until = to, until
    board.save(update_fields=["reading", "reading_until"])
    return True


@transaction.atomic
def end_reading(*, board: Board, by: User, now: datetime) -> bool:
    """From now on participants read nothing here, and their links say so. False where it had
    ended. Raises Refused before the board is archived.
    """
    board = locked_board(board)
    if board.reading_is_over(now):
        return False
    if board.archived_at is None:
        raise Refused(_("Archive the board first."))
    board.archive_removed_at = now
    board.save(update_fields=["archive_removed_at"])
    _record("reading_ended", board, by, now)
    return True


def _refuse_while_it_runs(board: Board, now: datetime) -> None:
    if not board.is_launched(now):
        raise Refused(_("This board has not been launched."))
    if not board.grace_is_over(now):
        raise Refused(_("People can still write here: wait until the last replies are in."))


def _record(action: str, board: Board, by: User, now: datetime, **details: str | None) -> None:
    Entry.objects.record(action, now=now, actor=by.pk, board=board.pk, subject=board, **details)
