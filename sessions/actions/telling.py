"""That dates were moved is written down for those who are to be told of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bulletin.accounts.models import User
from sessions.enums import WhichDate
from sessions.models import Board, ChangedDate, DateChange, Stage


@dataclass(frozen=True)
class Moved:
    """One date as it was before; `stage` is None for the board's end."""

    stage: Stage | None
    which: str
    before_at: datetime | None


def note_date_change(*, board: Board, moved: Iterable[Moved], by: User, now: datetime) -> None:
    """Those whom one of these dates concerns are owed one notice of them all.

    Nothing is noted before the launch: nobody has been told of a date.
    """
    moved = list(moved)
    if not moved or not board.is_launched(now):
        return
    change = DateChange.objects.create(board=board, made_at=now, made_by=by)
    ChangedDate.objects.bulk_create(
        ChangedDate(
            change=change,
            stage=one.stage,
            which=WhichDate(one.which),
            before_at=one.before_at,
        )
        for one in moved
    )
