"""All dates that are still to come move, and nobody loses what they could read (rule 2)."""

from datetime import datetime

from django.db import transaction

from bulletin.accounts.models import User
from participants.actions.unlocking import keep_open_what_was_readable
from sessions.actions.shifting import locked_stages, shift_dates
from sessions.actions.staging import hold
from sessions.models import Board
from sessions.timetable.shifting import Plan, Shift


@transaction.atomic
def move_everything(
    *, board: Board, shift: Shift, seen: str, by: User, now: datetime, tell: bool = False
) -> Plan:
    """As `sessions.actions.shifting.shift_dates`; whoever could read a reply goes on reading it.

    The board and its stages are held first, for the same reason as the stage in `move_dates`.
    """
    hold(board)
    locked_stages(board)
    keep_open_what_was_readable(board=board, now=now)
    return shift_dates(board=board, shift=shift, seen=seen, by=by, now=now, tell=tell)
