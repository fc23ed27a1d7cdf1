"""A list of people, understood and whole, comes onto a board."""

from datetime import datetime

from django.db import transaction

from bulletin.accounts.models import User
from participants.roster.columns import Column
from participants.roster.importing import RosterResult, bring_in
from participants.roster.table import Row
from sessions.models import Board


@transaction.atomic
def bring_people(
    *, board: Board, rows: list[Row], columns: list[Column], by: User, now: datetime
) -> RosterResult:
    """All of them have their places, or nobody is changed; a second call changes nothing.

    On a launched board whoever is new and has an address is owed an invitation. Raises
    RosterErrors with everything that is wrong.
    """
    return bring_in(board=board, rows=rows, columns=columns, by=by, now=now)
