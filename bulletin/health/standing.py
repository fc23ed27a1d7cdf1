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
# Of so many people at once, the trouble is ours, whatever their servers answer.
SEVERAL = 3
# What a server has answered of one mail begins with its code; any other trouble is told in words.
_ANSWERED = Q(mail__last_error__regex=r"^(Given up after \d+ attempts\. )?[45]\d\d ")


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

    A mail that was tried in vain is tried again later, and that is everyday for one person.
    """
    put_off = Q(mail__due_at__gt=now - STUCK_AFTER)
    unanswered = Q(mail__handed_over_at__isnull=False) & ~Q(mail__last_error="")
    facts = overdue.aggregate(
        people=Count("recipient", distinct=True),
        untried=Count("recipient", filter=Q(mail=None) | ~(put_off | unanswered)),
        ours_since=Min("due_at", filter=Q(mail=None) | ~_ANSWERED),
        oldest=Min("due_at"),
    )
    if facts["untried"] or _is_everybodys(facts["people"], facts["ours_since"]):
        yield Trouble(Alarm.STUCK, facts["oldest"], facts["people"])


def _given_up(given_up: QuerySet[Notice]) -> Iterator[Trouble]:
    """Mails that are not tried again, though nothing is wrong with their addresses."""
    facts = given_up.aggregate(
        people=Count("recipient", distinct=True),
        ours_since=Min("mail__failed_at", filter=~_ANSWERED),
        first=Min("mail__failed_at"),
    )
    if _is_everybodys(facts["people"], facts["ours_since"]):
        yield Trouble(Alarm.GIVEN_UP, facts["first"], facts["people"])


def _is_everybodys(people: int, ours_since: datetime | None) -> bool:
    """Whether this is more than a mailbox or two that turn us away: several people have it, or
    what no server has answered for, since then, kept every other mail from leaving too."""
    if people >= SEVERAL or ours_since is None:
        return people >= SEVERAL
    latest = Sweep.objects.filter(sent__gt=0).aggregate(latest=Max("started_at"))["latest"]
    return latest is None or latest < ours_since
