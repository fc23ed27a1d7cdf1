"""All that is still to come moves by as many days; what each date is then, and what is wrong.

In working days each keeps its distance from the others, whatever lies between. What was said as
a day of the board stays said so, also where the start itself moves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from hashlib import sha256

from bulletin.privacy.enums import Destroyable
from sessions.models import Board, Stage
from sessions.timetable.checks import (
    ENDS,
    STAGE_DATES,
    contradiction,
    why_not_end_so,
    why_not_then,
)
from sessions.timetable.days_off import DaysOff
from sessions.timetable.wall_time import WallTime, WallTimeError

WITHDRAWAL, READING = "withdrawal", "reading"
# Participants agreed to the one and are told the other: after the launch both stay.
PROMISED = (WITHDRAWAL, READING)


@dataclass(frozen=True)
class Shift:
    """By so many days, or to where the first of what is to come falls on `start`; in working days
    where days off are to be skipped."""

    days: int | None = None
    start: date | None = None
    skips_days_off: bool = False


@dataclass(frozen=True)
class Change:
    """One date, before and after; `problem` says why it cannot be. `stage` is None for the
    board's own, of which the start is `starts` and has no time."""

    stage: Stage | None
    which: str
    before: WallTime
    after: WallTime
    before_at: datetime
    after_at: datetime | None
    problem: str = ""


@dataclass(frozen=True)
class ChangedDay:
    """The day on which something is destroyed, before and after."""

    what: Destroyable
    before: date
    after: date


@dataclass(frozen=True)
class Plan:
    """`board` and its `stages` are as they would be, and not saved."""

    board: Board
    stages: Sequence[Stage]
    starts_before: date
    changes: list[Change]
    days: list[ChangedDay]

    @property
    def problems(self) -> list[Change]:
        return [change for change in self.changes if change.problem]

    @property
    def start_moves(self) -> bool:
        return self.board.starts_on != self.starts_before

    @property
    def digest(self) -> str:
        """What tells this plan from any other that could be shown."""
        lines = [f"{self.starts_before} {self.board.starts_on}"]
        for each in self.changes:
            where = each.stage.pk if each.stage else ""
            lines.append(f"{where} {each.which} {each.before} {each.after}")
        lines += [f"{each.what} {each.before} {each.after}" for each in self.days]
        return sha256("\n".join(lines).encode()).hexdigest()[:20]


def plan_of(board: Board, stages: Sequence[Stage], shift: Shift, *, now: datetime) -> Plan:
    """What `shift` makes of these rows, which it changes: they should be the caller's alone.

    Before the launch every date is still to come; after it, what has passed stays.
    """
    return _Planner(board, stages, shift, now).plan()


class _Planner:
    def __init__(self, board: Board, stages: Sequence[Stage], shift: Shift, now: datetime) -> None:
        self._board, self._stages, self._now = board, stages, now
        self._off = DaysOff(board.holidays)
        self._skips = shift.skips_days_off
        self._starts_before = board.starts_on
        self._is_draft = not board.is_launched(now)
        self._coming = list(self._still_to_come())
        self._count = self._days_of(shift)

    def plan(self) -> Plan:
        board = self._board
        if self._start_is_to_come():
            board.starts_on = self._moved(board.starts_on)
            self._keep_what_is_promised()
        days = list(self._moved_days()) if self._is_draft else []
        said = [self._move(*each) for each in self._coming]
        changes = [
            replace(change, problem=change.problem or self._problem(change)) for change in said
        ]
        moved = [change for change in changes if change.before_at != change.after_at]
        return Plan(board, self._stages, self._starts_before, moved, days)

    def _still_to_come(self) -> Iterator[tuple[Board | Stage, str, WallTime, datetime]]:
        dates: list[tuple[Board | Stage, str]] = [
            (stage, which) for stage in self._stages for which in STAGE_DATES
        ]
        dates.append((self._board, ENDS))
        if self._is_draft:
            dates += [(self._board, which) for which in PROMISED]
        for row, which in dates:
            wall, instant = getattr(row, which), getattr(row, _column(which))
            if wall and instant and (self._is_draft or instant > self._now):
                yield row, which, wall, instant

    def _start_is_to_come(self) -> bool:
        start = datetime.combine(self._board.starts_on, time(), self._board.zone).astimezone(UTC)
        return self._is_draft or start > self._now

    def _days_of(self, shift: Shift) -> int:
        if shift.start is None:
            return shift.days or 0
        first = self._first()
        if self._skips:
            return self._off.count(first, self._off.step(shift.start, 0))
        return (shift.start - first).days

    def _first(self) -> date:
        """The first day that moves."""
        dates = [wall.date_in(self._starts_before) for _row, _which, wall, _at in self._coming]
        if self._start_is_to_come():
            dates.append(self._starts_before)
        return min(dates, default=self._starts_before)

    def _moved(self, day: date) -> date:
        if self._skips:
            return self._off.step(day, self._count)
        return date.fromordinal(day.toordinal() + self._count)

    def _moved_days(self) -> Iterator[ChangedDay]:
        """Those of destruction, which participants are told from the launch on."""
        for one in self._board.destruction_days:
            after = self._moved(one.day)
            setattr(self._board, f"destroy_{one.key.value}_on", after)
            if after != one.day:
                yield ChangedDay(one.key, one.day, after)

    def _keep_what_is_promised(self) -> None:
        """After the launch it stays where it is, however it was said."""
        for which in () if self._is_draft else PROMISED:
            if wall := getattr(self._board, which):
                day = wall.date_in(self._starts_before)
                setattr(self._board, which, _on(wall, day, self._board))

    def _move(self, row: Board | Stage, which: str, wall: WallTime, before_at: datetime) -> Change:
        after = _on(wall, self._moved(wall.date_in(self._starts_before)), self._board)
        try:
            after, after_at = _settled(after, self._board)
            problem = ""
        except WallTimeError as error:
            after_at, problem = None, str(error)
        setattr(row, which, after)
        if after_at:
            setattr(row, _column(which), after_at)
        if which == ENDS and after_at:
            self._board.grace_ends_at = after_at + self._board.grace
        stage = row if isinstance(row, Stage) else None
        return Change(stage, which, wall, after, before_at, after_at, problem)

    def _problem(self, change: Change) -> str:
        if change.which in PROMISED:
            return ""
        if why := why_not_then(change.after_at, self._now):
            return why
        if change.stage:
            return contradiction(change.stage, change.which)
        return why_not_end_so(self._board, self._stages)


def _on(wall: WallTime, day: date, board: Board) -> WallTime:
    """The same time on that day, said as a day of the board where it was before, if it can be."""
    number = (day - board.starts_on).days + 1
    if wall.day is not None and number >= 1:
        return replace(wall, day=number)
    return replace(wall, day=None, on=day)


def _settled(wall: WallTime, board: Board) -> tuple[WallTime, datetime]:
    """Which of two equal times is meant is kept only where there are two."""
    try:
        plain = replace(wall, fold=None)
        return plain, plain.instant(board.starts_on, board.zone)
    except WallTimeError:
        return wall, wall.instant(board.starts_on, board.zone)


def _column(which: str) -> str:
    return f"{which}_until" if which in PROMISED else f"{which}_at"
