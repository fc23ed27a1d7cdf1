"""How the work behind the pages stands, computed anew each time it is asked.

Nothing here is stored and nothing kept in a process: whoever asks, a page or the watch, gets
what the database says now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, Min, Q, QuerySet

from bulletin.health.enums import TOLD_BY, Alarm
from bulletin.outbox.models import Notice, Sweep

SWEEPS_ARE_LATE = timedelta(minutes=2)
STUCK_AFTER = timedelta(minutes=15)
GIVEN_UP_COUNTS_FOR = timedelta(hours=24)
# One person's mailbox may refuse us; of so many at once, the trouble is ours.
SEVERAL = 3


@dataclass(frozen=True)
class Trouble:
    """What is wrong, since when, and how many people wait for a mail because of it.

    `since` is None where it has never been otherwise.
    """

    alarm: Alarm
    since: datetime | None
    people: int = 0


def troubles(*, now: datetime) -> list[Trouble]:
    """What is wrong at `now`, the gravest first; a healthy installation has none.

    One cheap query where nothing is wrong. While sweeps have stopped, that mail waits is no
    second trouble.
    """
    notices = Notice.objects.exclude(kind=TOLD_BY)
    overdue = notices.overdue(since=now - STUCK_AFTER)
    given_up = notices.given_up(since=now - GIVEN_UP_COUNTS_FOR)
    latest = (
        Sweep.objects.finished()
        .annotate(overdue=Exists(overdue), given_up=Exists(given_up))
        .values("age", "overdue", "given_up")
        .first()
    )
    if latest is None:
        return [Trouble(Alarm.SWEEPS, None)]
    if latest["age"] > SWEEPS_ARE_LATE:
        return [Trouble(Alarm.SWEEPS, now - latest["age"])]
    return [
        *(_stuck(overdue, now) if latest["overdue"] else ()),
        *(_given_up(given_up) if latest["given_up"] else ()),
    ]


def _stuck(overdue: QuerySet[Notice], now: datetime) -> Iterator[Trouble]:
    """Notices that should have left a while ago, and are held for no reason.

    A mail that a server puts off is tried again later. That is everyday where it is one
    person's server, and trouble where several people's mail, or everybody's, is put off.
    """
    put_off = Q(mail__due_at__gt=now - STUCK_AFTER)
    facts = overdue.aggregate(
        people=Count("recipient", distinct=True),
        untried=Count("recipient", filter=~put_off | Q(mail=None), distinct=True),
        oldest=Min("due_at"),
    )
    people, oldest = facts["people"], facts["oldest"]
    if facts["untried"] or (people and _is_everybodys(people, since=oldest)):
        yield Trouble(Alarm.STUCK, oldest, people)


def _given_up(given_up: QuerySet[Notice]) -> Iterator[Trouble]:
    """Mails that are not tried again, though nothing is wrong with their addresses."""
    facts = given_up.aggregate(
        people=Count("recipient", distinct=True), first=Min("mail__failed_at")
    )
    if facts["people"] and _is_everybodys(facts["people"], since=facts["first"]):
        yield Trouble(Alarm.GIVEN_UP, facts["first"], facts["people"])


def _is_everybodys(people: int, *, since: datetime) -> bool:
    """Whether this is more than one person's trouble: several have it, or no other mail left."""
    if people >= SEVERAL:
        return True
    latest = Sweep.objects.filter(sent__gt=0).aggregate(latest=Max("started_at"))["latest"]
    return latest is None or latest < since
