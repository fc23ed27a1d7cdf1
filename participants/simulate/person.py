"""One virtual person: who they are, and on which days they come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from participants.simulate.browser import Browser
from participants.simulate.diary import Diary
from participants.simulate.habits import Habits, Part

# Sittings after which somebody has had enough.
_ENOUGH = 2
_A_CALL_WORKS = timedelta(hours=20)


@dataclass(slots=True)
class Person:
    """`key` is their place's id; what they do hangs on the seed, their name and the day alone."""

    key: str
    name: str
    address: str
    zone: ZoneInfo
    habits: Habits
    diary: Diary
    browser: Browser
    seed: str
    called_at: datetime | None = None

    def chance(self, *about: object) -> Random:
        """The same for the same seed, person and matter, whatever else happens."""
        return Random(":".join(map(str, (self.seed, self.name, *about))))  # noqa: S311 - no secret

    def use(self, browser: Browser) -> None:
        """From now on they come with this one."""
        self.browser, self.diary.cookies = browser, browser.cookies

    def visits_on(self, day: date) -> Iterator[datetime]:
        """When they may look in on a day of their own calendar, as UTC; a keen one twice."""
        chance = self.chance("day", day)
        hour = datetime.combine(day, self.habits.hour, self.zone)
        yield _later(hour, chance.randint(0, 50))
        if self.habits.part == Part.KEEN and chance.random() < 0.4:
            yield _later(hour, chance.randint(240, 300))

    def comes_at(self, instant: datetime) -> bool:
        """Whether they do look in then: by their habit, or since a letter has called them."""
        if self.habits.part in (Part.NEVER_COMES, Part.BY_MAIL) or self.has_had_enough:
            return False
        called = self.called_at is not None and instant - self.called_at < _A_CALL_WORKS
        comes = max(self.habits.comes, 0.9 if called else 0.0)
        return self.chance("comes", instant).random() < comes

    @property
    def has_had_enough(self) -> bool:
        dropped = self.habits.part == Part.DROPS_OUT and self.diary.sittings >= _ENOUGH
        return dropped or self.diary.has_left

    @property
    def wants_to_leave(self) -> bool:
        return self.habits.part == Part.WITHDRAWS and self.diary.sittings >= _ENOUGH


def _later(hour: datetime, minutes: int) -> datetime:
    return hour.astimezone(UTC) + timedelta(minutes=minutes)
