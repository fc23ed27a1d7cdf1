"""When what happens on a board that is being lived through: looks at the mail, rounds, visits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from zoneinfo import ZoneInfo

from participants.simulate.person import Person

LOOK_AT_MAIL_EVERY = timedelta(minutes=30)
_ROUND = time(8, 30)
_A_DAY = timedelta(days=1)
MAIL, ROUND, VISIT = 0, 1, 2


@dataclass(frozen=True, slots=True, order=True)
class Happening:
    """At `at` (UTC) mail goes out; or, where they are named, somebody or the staff does something.

    `rank` orders what happens at one instant: mail before staff, staff before people.
    """

    at: datetime
    rank: int
    number: int


def happenings(
    people: Sequence[Person], *, zone: ZoneInfo, begins: datetime, ends: datetime
) -> Iterator[Happening]:
    """Everything from `begins` up to but not including `ends`, in its order, each day at a time.

    A visit's `number` is the person's place in `people`.
    """
    yield from merge(
        _mails(begins, ends), _rounds(zone, begins, ends), _visits(people, begins, ends)
    )


def _mails(begins: datetime, ends: datetime) -> Iterator[Happening]:
    """On the hour and the half hour, as clocks show them anywhere but a quarter off."""
    at = begins.replace(minute=0, second=0, microsecond=0)
    while at < ends:
        if at >= begins:
            yield Happening(at, MAIL, 0)
        at += LOOK_AT_MAIL_EVERY


def _rounds(zone: ZoneInfo, begins: datetime, ends: datetime) -> Iterator[Happening]:
    for day in _days(begins, ends):
        at = datetime.combine(day, _ROUND, zone).astimezone(UTC)
        if begins <= at < ends:
            yield Happening(at, ROUND, 0)


def _visits(people: Sequence[Person], begins: datetime, ends: datetime) -> Iterator[Happening]:
    """Somebody's day may begin half a day before or after another's: one day more on each side."""
    waiting: list[Happening] = []
    for day in _days(begins - _A_DAY, ends + _A_DAY):
        for number, person in enumerate(people):
            instants = person.visits_on(day)
            waiting += [Happening(at, VISIT, number) for at in instants if begins <= at < ends]
        settled = datetime.combine(day - _A_DAY, time(), UTC)
        yield from sorted(one for one in waiting if one.at < settled)
        waiting = [one for one in waiting if one.at >= settled]
    yield from sorted(waiting)


def _days(begins: datetime, ends: datetime) -> Iterator[date]:
    day = begins.date()
    while day <= ends.date():
        yield day
        day += _A_DAY
