"""The days of a board on its own calendar, and every instant in its zone and in the reader's."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from bulletin.text.moments import day_and_time, zone_name
from sessions.models import Board, Stage
from sessions.timetable.checks import STAGE_DATES
from sessions.timetable.days_off import DaysOff

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class At:
    """An instant as the board's clock shows it; `here` as the reader's does, where that differs."""

    instant: datetime
    there: str
    here: str


@dataclass(frozen=True)
class Clocks:
    """The board's and the reader's."""

    board: ZoneInfo
    reader: ZoneInfo

    def at(self, instant: datetime) -> At:
        there, here = (instant.astimezone(zone) for zone in (self.board, self.reader))
        differs = there.utcoffset() != here.utcoffset()
        told = f"{day_and_time(instant, self.reader)} {zone_name(self.reader)}" if differs else ""
        return At(instant, day_and_time(instant, self.board), told)


class Calendar:
    """From the first to the last day on which something happens; `place` measures in days."""

    def __init__(self, board: Board, stages: list[Stage]) -> None:
        self._board = board
        instants = [
            at for stage in stages for which in STAGE_DATES if (at := getattr(stage, f"{which}_at"))
        ]
        days = [board.starts_on, *map(self._day, [*instants, board.ends_at, board.grace_ends_at])]
        self.first, self.last = min(days), max(days)

    @cached_property
    def days(self) -> list[date]:
        return [self.first + _DAY * number for number in range((self.last - self.first).days + 1)]

    @cached_property
    def off(self) -> dict[date, str]:
        """The days off among them, with what they are called."""
        return dict(DaysOff(self._board.holidays).between(self.first, self.last))

    def place(self, instant: datetime) -> float:
        """How many days after the first midnight the board's clock shows it."""
        local = instant.astimezone(self._board.zone)
        whole = (local.date() - self.first).days
        return whole + (local.hour + local.minute / 60) / 24

    def place_of_day(self, day: date) -> float:
        return float((day - self.first).days)

    def holds(self, instant: datetime) -> bool:
        return self.first <= self._day(instant) <= self.last

    def _day(self, instant: datetime) -> date:
        return instant.astimezone(self._board.zone).date()
