"""A list of people, understood and whole, comes onto a board."""

from datetime import datetime

from django.db import transaction

from participants.roster.columns import Column
from participants.roster.importing import RosterResult, bring_in
from participants.roster.table import Row
from sessions.models import StaffMember


@transaction.atomic
def bring_people(
    *, rows: list[Row], columns: list[Column], by: StaffMember, now: datetime
) -> RosterResult:
    """All of them have their places on the board of `by`, or nobody is changed.

    A second call changes nothing.
    On a launched board whoever is new and has an address is owed an invitation. Raises
    RosterErrors with everything that is wrong.
    """
    return bring_in(board=by.board, rows=rows, columns=columns, by=by.user, now=now, told_to=by)
