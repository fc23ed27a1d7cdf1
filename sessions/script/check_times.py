"""What holds between the times of a script: each exists, and each comes after what it follows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from pydantic_core import PydanticCustomError

from sessions.script.errors import Path, ScriptError
from sessions.script.scalars import as_date, as_duration, as_zone
from sessions.script.source import Source
from sessions.script.times import BY_PROGRESS_OR_HAND, read_wall_time
from sessions.timetable.wall_time import WallTime, WallTimeError

ENDS: Path = ("board", "ends")
WITHDRAWAL: Path = ("board", "consent", "withdrawal", "until")
READING: Path = ("board", "reading_until")
DESTRUCTION: Path = ("board", "destruction")


@dataclass(frozen=True)
class _Calendar:
    """When the board starts, and where."""

    starts_on: date
    zone: ZoneInfo

    @property
    def start(self) -> datetime:
        return datetime.combine(self.starts_on, time(), self.zone).astimezone(UTC)

    def instant(self, when: WallTime) -> datetime:
        return when.instant(self.starts_on, self.zone)


def misplaced_times(source: Source) -> Iterator[ScriptError]:
    """Times that do not exist, exist twice, or come before what they must follow."""
    calendar = _calendar(source)
    if calendar is None:
        return
    instants: dict[Path, datetime] = {}
    for path in [ENDS, WITHDRAWAL, READING, *_times_of_stages(source)]:
        when = _wall_time(source.value(*path))
        if when is None:
            continue
        try:
            instants[path] = calendar.instant(when)
        except WallTimeError as error:
            yield source.fault(path, _which_is_meant(str(error), when, calendar))
    yield from _outside_the_board(source, calendar, instants)
    yield from _out_of_order(source, instants)
    yield from _before_the_end(source, calendar, instants)


def _calendar(source: Source) -> _Calendar | None:
    try:
        return _Calendar(
            as_date(source.value("board", "starts_on")),
            ZoneInfo(as_zone(source.value("board", "timezone"))),
        )
    except PydanticCustomError:
        return None


def _times_of_stages(source: Source) -> Iterator[Path]:
    for stage in source.each("stages"):
        for field in ("opens", "due", "closes"):
            yield (*stage, field)


def _wall_time(value: Any) -> WallTime | None:
    if value is None or value in BY_PROGRESS_OR_HAND:
        return None
    try:
        return read_wall_time(value)
    except PydanticCustomError:
        return None


def _which_is_meant(problem: str, when: WallTime, calendar: _Calendar) -> str:
    """The problem, and how to write the time where it only has to be told apart."""
    try:
        calendar.instant(when.with_fold(0))
    except WallTimeError:
        return problem
    clock = when.at.isoformat("minutes")
    return f"{problem} " + _("Write %(first)s or %(second)s.") % {
        "first": f"{clock} (first)",
        "second": f"{clock} (second)",
    }


def _outside_the_board(
    source: Source, calendar: _Calendar, instants: dict[Path, datetime]
) -> Iterator[ScriptError]:
    ends = instants.get(ENDS)
    for path, instant in instants.items():
        if instant < calendar.start:
            yield source.fault(
                path,
                _("This is before the board starts, on %(date)s.") % {"date": calendar.starts_on},
            )
        elif ends is None or path in (ENDS, WITHDRAWAL, READING):
            continue
        elif path[-1] == "opens" and instant >= ends:
            yield source.fault(path, _("The stage would open only after the board has ended."))
        elif instant > ends:
            yield source.fault(path, _("The board ends before that."))


def _out_of_order(source: Source, instants: dict[Path, datetime]) -> Iterator[ScriptError]:
    for stage in source.each("stages"):
        opens, due, closes = (instants.get((*stage, field)) for field in ("opens", "due", "closes"))
        if opens and due and due <= opens:
            yield source.fault((*stage, "due"), _("It must be due after it opens."))
        if opens and closes and closes <= opens:
            yield source.fault((*stage, "closes"), _("It must close after it opens."))
        if due and closes and closes < due:
            yield source.fault((*stage, "closes"), _("It must close when it is due, or later."))


def _before_the_end(
    source: Source, calendar: _Calendar, instants: dict[Path, datetime]
) -> Iterator[ScriptError]:
    """People read, and what the board keeps stays, until the time for last replies is over."""
    if ENDS not in instants:
        return
    over = instants[ENDS] + _grace(source)
    if READING in instants and instants[READING] < over:
        yield source.fault(READING, _("The time for last replies is not over then."))
    for what in ("key", "contacts", "data"):
        path = (*DESTRUCTION, what)
        day = _day(source.value(*path))
        if day is not None and day <= over.astimezone(calendar.zone).date():
            yield source.fault(path, _("The time for last replies is not over then."))


def _grace(source: Source) -> timedelta:
    try:
        return as_duration(source.value("board", "grace"))
    except PydanticCustomError:
        return timedelta()


def _day(value: Any) -> date | None:
    try:
        return None if value is None else as_date(value)
    except PydanticCustomError:
        return None
