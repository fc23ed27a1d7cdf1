"""UTC instants from authored wall times (rule 6)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sessions.models import Board, Stage
from sessions.timetable.wall_time import WallTime, WallTimeError


@dataclass(frozen=True)
class Misdated:
    """One wall time that has no instant. `path` is where a script would say it."""

    path: tuple[str, ...]
    message: str


class TimetableError(Exception):
    """Some wall times do not exist, or exist twice and do not say which; all of them at once."""

    def __init__(self, misdated: list[Misdated]) -> None:
        super().__init__("\n".join(f"{'.'.join(item.path)}: {item.message}" for item in misdated))
        self.misdated = misdated


def derive_instants(board: Board, stages: Iterable[Stage]) -> None:
    """Set every UTC column of the board and of `stages` from its wall time; saves nothing.

    A wall time that is not given makes an instant that is not. Raises TimetableError, with
    every misdated field, where daylight saving skips or repeats a wall time.
    """
    misdated: list[Misdated] = []
    for row, column, when, path in _wall_times(board, stages):
        try:
            setattr(row, column, _instant(board, when))
        except WallTimeError as error:
            misdated.append(Misdated(path, str(error)))
    if misdated:
        raise TimetableError(misdated)
    board.grace_ends_at = board.ends_at + board.grace


def _wall_times(
    board: Board, stages: Iterable[Stage]
) -> Iterator[tuple[Board | Stage, str, WallTime | None, tuple[str, ...]]]:
    yield board, "ends_at", board.ends, ("board", "ends")
    until = ("board", "consent", "withdrawal", "until")
    yield board, "withdrawal_until", board.withdrawal, until
    yield board, "reading_until", board.reading, ("board", "reading_until")
    for stage in stages:
        for field in ("opens", "due", "closes"):
            path = ("stages", stage.key, field)
            yield stage, f"{field}_at", getattr(stage, field), path


def _instant(board: Board, when: WallTime | None) -> datetime | None:
    return when.instant(board.starts_on, board.zone) if when else None
