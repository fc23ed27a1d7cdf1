"""How long people really take: the time between two things that one person submits in a sitting.

Taken from when versions were submitted, and from nothing else: no page, key or pause is tracked.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from django.db.models import F, Window
from django.db.models.functions import Lag

from moderation.insight.counting import counted_replies
from participants.models import ReplyVersion
from sessions.models import StaffMember

# Who submits nothing for this long has got up in between.
A_SITTING = timedelta(minutes=30)
# A median of fewer people would tell how long one of them took.
LEAST_PEOPLE = 5


@dataclass(frozen=True)
class Pace:
    """The median, over so many times of so many people."""

    median: timedelta
    people: int
    times: int


def paces_of(member: StaffMember, now: datetime) -> dict[UUID, Pace]:
    """By stage, of what this member reads, where enough people submitted two things in one
    sitting; one query.

    A time belongs to the stage of what was submitted at its end. What staff entered, and what
    testers wrote, is left out.
    """
    times: dict[UUID, list[timedelta]] = defaultdict(list)
    people: dict[UUID, set[UUID]] = defaultdict(set)
    for stage, person, before, at in _submissions(member, now):
        if before is not None and at - before < A_SITTING:
            times[stage].append(at - before)
            people[stage].add(person)
    return {
        stage: Pace(_median(taken), len(people[stage]), len(taken))
        for stage, taken in times.items()
        if len(people[stage]) >= LEAST_PEOPLE
    }


def _median(times: list[timedelta]) -> timedelta:
    return timedelta(seconds=median(time.total_seconds() for time in times))


def _submissions(
    member: StaffMember, now: datetime
) -> list[tuple[UUID, UUID, datetime | None, datetime]]:
    """Stage, person, when they submitted something before, and when they submitted this."""
    counted = counted_replies(member).filter(participant__isnull=False)
    before = Window(
        Lag("submitted_at"),
        partition_by=F("reply__participant"),
        order_by=F("submitted_at").asc(),
    )
    versions = ReplyVersion.objects.filter(
        reply__in=counted, entered_by=None, submitted_at__lte=now
    )
    return list(
        versions.order_by()
        .annotate(before=before)
        .values_list("reply__question__stage", "reply__participant", "before", "submitted_at")
    )
