"""Dates were moved: told once for all that moved in one go, to those whom one of them concerns."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import NewNotice
from bulletin.outbox.models import Notice
from participants.gate.openness import open_stages
from participants.notices.base import (
    MOST_TIMES_OWED,
    BoardNotice,
    Owed,
    settled,
    times_owed,
)
from participants.notices.changed_dates import ChangedDates
from participants.notices.names import DATE_CHANGED, INVITATION
from participants.notices.people import reachable
from sessions.models import ChangedDate, DateChange, Stage


class DateChanged(BoardNotice):
    """Its subject is the change: one notice, however many dates moved in one go.

    Owed to those who had been told of the board before. Worth sending while a date of it still
    stands otherwise than it did, lies ahead, and is their own, however long a pause holds it.
    """

    name = DATE_CHANGED

    def plan(self, now: datetime) -> Iterable[NewNotice]:
        told = settled(self.name, recipient="person", subject="pk")
        owed = (
            concerned(now)
            .exclude(Exists(told))
            .annotate(times=times_owed(self.name, recipient="person", subject="pk"))
            .filter(times__lt=MOST_TIMES_OWED)
        )
        for change, board, person, made_at, times in owed.values_list(
            "pk", "board", "person", "made_at", "times"
        ):
            yield NewNotice(
                recipient=person,
                subject=change,
                board=board,
                nth=times + 1,
                due_at=made_at,
            )

    def unwanted_among(self, owed: Sequence[Owed], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        people = {person for _, person in owed}
        changed = ChangedDates(
            {notice.subject for notice, _ in owed},
            people,
            open_to=open_stages.of_each(people, now),
            now=now,
        )
        return {
            notice.pk: Reason.MOVED
            for notice, person in owed
            if not changed.told(person.pk, {notice.subject}, reads=False)
        }


def concerned(now: datetime) -> QuerySet[DateChange]:
    """Each change of a board that runs with each `person` whom a date of it may concern, and who
    can be reached."""
    return (
        DateChange.objects.filter(
            board__launched_at__lte=now,
            board__ends_at__gt=now,
            made_at__lte=now,
            board__participants__in=reachable().values("pk"),
        )
        .annotate(person=F("board__participants__pk"), came=F("board__participants__first_came_at"))
        .filter(Exists(_theirs()))
        .filter(Q(came__lt=F("made_at")) | Q(Exists(_invited_before())))
    )


def _theirs() -> QuerySet[ChangedDate]:
    """A date of the outer query's change that is the board's, everyone's, or a segment's of this
    person."""
    routed = Stage.segments.through._default_manager.filter(stage=OuterRef("stage"))
    held = routed.filter(
        segment__memberships__participant=OuterRef(OuterRef("person")),
        segment__memberships__ended_at=None,
    )
    return ChangedDate.objects.filter(change=OuterRef("pk")).filter(
        Q(stage=None) | ~Q(Exists(routed)) | Q(Exists(held))
    )


def _invited_before() -> QuerySet[Notice]:
    return Notice.objects.filter(
        kind=INVITATION, recipient=OuterRef("person"), sent_at__lt=OuterRef("made_at")
    )
