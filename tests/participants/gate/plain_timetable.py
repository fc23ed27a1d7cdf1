"""Rules 5 and 6 once more, slowly and in plain Python: no row, no query, none of our own code.

A wall time's instants are found by looking at every quarter of an hour around it; who may answer
what is asked of dates, releases, pauses, extensions and answers as the rules say it.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)
DATES = ("opens", "due", "closes")


@dataclass(frozen=True)
class Wall:
    """A day of the board or a date, and a time; `which` of two equal ones is 0, 1 or not said."""

    at: time
    day: int | None = None
    on: date | None = None
    which: int | None = None

    def date(self, starts_on: date) -> date:
        return self.on or starts_on + DAY * ((self.day or 1) - 1)


class NoSuchTime(Exception):
    """There is none, or there are two and nobody said which."""


@cache
def instant(zone: str, day: date, at: time, which: int | None) -> datetime:
    """The one instant at which a clock there shows that day and time."""
    middle = datetime.combine(day, at, UTC)
    around = (middle + QUARTER * number for number in range(-4 * 26, 4 * 26 + 1))
    shown = [
        each
        for each in around
        if each.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime.combine(day, at)
    ]
    if len(shown) == 1:
        return shown[0]
    if len(shown) == 2 and which is not None:
        return shown[which]
    raise NoSuchTime


@dataclass
class PlainStage:
    """`opening` is by_date, by_hand or after_previous."""

    opening: str
    walls: dict[str, Wall]
    released_at: datetime | None = None


@dataclass
class PlainBoard:
    zone: str
    starts_on: date
    ends: Wall
    grace: timedelta
    stages: list[PlainStage]
    launched_at: datetime | None = None
    pauses: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    longer: dict[tuple[int, int], datetime] = field(default_factory=dict)
    answered: set[tuple[int, int]] = field(default_factory=set)

    # Rule 6

    def at(self, wall: Wall) -> datetime:
        return instant(self.zone, wall.date(self.starts_on), wall.at, wall.which)

    def when(self, stage: int, which: str) -> datetime | None:
        wall = self.stages[stage].walls.get(which)
        return self.at(wall) if wall else None

    @property
    def ends_at(self) -> datetime:
        return self.at(self.ends)

    def walls(self) -> list[Wall]:
        return [self.ends, *(wall for stage in self.stages for wall in stage.walls.values())]

    def misdated(self) -> int:
        """How many of its times are none."""
        return sum(not self._exists(wall) for wall in self.walls())

    def _exists(self, wall: Wall) -> bool:
        try:
            self.at(wall)
        except NoSuchTime:
            return False
        return True

    # Rule 5

    def may_answer(self, person: int, stage: int, now: datetime) -> bool:
        if any(began <= now and (over is None or now < over) for began, over in self.pauses):
            return False
        return self.has_opened(person, stage, now) and self._goes_on(person, stage, now)

    def has_opened(self, person: int, stage: int, now: datetime) -> bool:
        this = self.stages[stage]
        if self.launched_at is None or now < self.launched_at:
            return False
        if this.released_at is None or now < this.released_at:
            return False
        if this.opening == "after_previous":
            if stage == 0:
                return True
            done = (person, stage - 1) in self.answered
            return done and self.has_opened(person, stage - 1, now)
        opens = self.when(stage, "opens")
        return opens is not None and opens <= now

    def _goes_on(self, person: int, stage: int, now: datetime) -> bool:
        closes = self.when(stage, "closes") or self.ends_at
        if now < closes and now < self.ends_at:
            return True
        more = self.longer.get((person, stage))
        return more is not None and now < more and now < self.ends_at + self.grace

    # All that is still to come moves

    def moved(self, days: int, *, working: bool, now: datetime) -> "PlainBoard":
        """As it would be; raises NoSuchTime where one of its times is none then."""
        midnight = datetime.combine(self.starts_on, time(), ZoneInfo(self.zone))
        is_draft = self.launched_at is None
        starts_on = self.starts_on
        if is_draft or midnight > now:
            starts_on = _later(starts_on, days, working=working)

        def move(wall: Wall) -> Wall:
            was = wall.date(self.starts_on)
            is_to_come = is_draft or self.at(wall) > now
            day = _later(was, days, working=working) if is_to_come else was
            number = (day - starts_on).days + 1
            if wall.day is not None and number >= 1:
                return replace(wall, day=number)
            return replace(wall, day=None, on=day)

        made = replace(
            self,
            starts_on=starts_on,
            ends=move(self.ends),
            stages=[
                replace(one, walls={which: move(wall) for which, wall in one.walls.items()})
                for one in self.stages
            ],
        )
        for wall in made.walls():
            made.at(wall)
        return made


def _later(day: date, days: int, *, working: bool) -> date:
    if not working:
        return day + DAY * days
    left = abs(days)
    if left == 0 and day.weekday() >= 5:
        left = 1
    while left:
        day += DAY if days >= 0 else -DAY
        if day.weekday() < 5:
            left -= 1
    return day
