"""Whose public holidays are days off on a board."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from sessions.actions.errors import Refused
from sessions.actions.staging import locked_board
from sessions.models import Board
from sessions.timetable.days_off import is_known


@transaction.atomic
def set_holidays(*, board: Board, whose: str, by: User, now: datetime) -> bool:
    """`whose` as `DaysOff` reads it, empty for nobody's; False where they were these before."""
    if whose and not is_known(whose):
        raise Refused(_("No holidays are known there."), field="part")
    board = locked_board(board)
    if board.holidays == whose:
        return False
    before, board.holidays = board.holidays, whose
    board.save(update_fields=["holidays"])
    Entry.objects.record(
        "holidays_chosen",
        now=now,
        actor=by.pk,
        board=board.pk,
        subject=board,
        before=before or None,
        after=whose or None,
    )
    return True
