"""Everything said by person: who has said how much, and how much of it is new to this desk."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q

from moderation.desk.names import naming_for
from moderation.desk.unread import new_by
from moderation.web import Desk
from participants.enums import ReplyKind
from participants.models import Membership, Participant, Reply


@dataclass(frozen=True)
class Speaker:
    """`segments` is empty where this desk does not see them."""

    person: Participant
    name: str
    segments: list[str]
    answers: int
    comments: int
    last: datetime
    new: int


def speakers_for(desk: Desk) -> list[Speaker]:
    """By name, everybody of whom this desk may read something; four queries, however many."""
    said = _said(desk)
    people = list(Participant.objects.filter(pk__in=said))
    new, segments = new_by(desk, "participant"), _segments(desk, people)
    name_of = naming_for(desk, people)
    speakers = [
        Speaker(
            person=person,
            name=name_of(person),
            segments=segments[person.pk],
            answers=said[person.pk][0],
            comments=said[person.pk][1],
            last=said[person.pk][2],
            new=new.get(person.pk, 0),
        )
        for person in people
    ]
    return sorted(speakers, key=lambda speaker: speaker.name.casefold())


def _said(desk: Desk) -> dict[UUID, tuple[int, int, datetime]]:
    readable = Reply.objects.for_staff(desk.member).filter(
        board=desk.board, participant__isnull=False, withdrawn_at=None
    )
    counted = (
        readable.order_by()
        .values("participant")
        .annotate(
            answers=Count("pk", filter=Q(kind=ReplyKind.ANSWER)),
            comments=Count("pk", filter=~Q(kind=ReplyKind.ANSWER)),
            last=Max("posted_at"),
        )
    )
    rows = counted.values_list("participant", "answers", "comments", "last")
    return {person: (answers, comments, last) for person, answers, comments, last in rows}


def _segments(desk: Desk, people: Iterable[Participant]) -> dict[UUID, list[str]]:
    values: dict[UUID, list[str]] = defaultdict(list)
    if desk.member.reads_everything:
        held = Membership.objects.current().filter(participant__in=people)
        ordered = held.order_by("segment_set__position", "segment__position")
        for person, value in ordered.values_list("participant", "segment__value"):
            values[person].append(value)
    return values
