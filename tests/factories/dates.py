"""Dates that were moved, and that people are to be told of."""

from datetime import datetime

from sessions.enums import WhichDate
from sessions.models import Board, ChangedDate, DateChange, Stage

from .boards import facilitator
from .moments import DAY, NOW


def date_change(board: Board, *, made_at: datetime = NOW) -> DateChange:
    return DateChange.objects.create(board=board, made_at=made_at, made_by=facilitator(board).user)


def changed_end(board: Board, *, made_at: datetime = NOW) -> ChangedDate:
    """The board ended a day earlier before."""
    return ChangedDate.objects.create(
        change=date_change(board, made_at=made_at),
        which=WhichDate.ENDS,
        before_at=board.ends_at - DAY,
    )


def changed_date(
    stage: Stage, which: WhichDate, *, before_at: datetime | None, made_at: datetime = NOW
) -> ChangedDate:
    return ChangedDate.objects.create(
        change=date_change(stage.board, made_at=made_at),
        stage=stage,
        which=which,
        before_at=before_at,
    )
