"""Whose voices a board needs, by the number of people of each segment value, and who is there."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from participants.models import Membership, Participant, Reply
from participants.notices.people import with_reach
from sessions.models import Board, Segment, StaffMember


@dataclass(frozen=True)
class Voice:
    """`there` are on the roster and hold their place; of these `came`, and `contributed`."""

    segment: Segment
    wanted: int
    there: int
    came: int
    contributed: int

    @property
    def missing(self) -> int:
        """How many more people should be on the roster."""
        return max(0, self.wanted - self.there)

    @property
    def missing_who_came(self) -> int:
        return max(0, self.wanted - self.came)


def voices_of(board: Board, told_to: StaffMember | None = None) -> list[Voice]:
    """Every value of which people are wanted, in the order of the sets: two queries, or one where
    nobody is. Testers, the reserve, and who declined or cannot take part are nobody's voice; nor,
    `told_to` somebody who reads no answers, is who holds a value by one."""
    segments = list(
        Segment.objects.filter(segment_set__board=board, wanted__isnull=False)
        .select_related("segment_set")
        .order_by("segment_set__position", "position")
    )
    if not segments:
        return []
    answers = Reply.objects.answers().standing().filter(participant=OuterRef("participant"))
    memberships = Membership.objects.current()
    here = Participant.objects.active().counted().filter(board=board, cannot_take_part_at=None)
    there: QuerySet[Any] = with_reach(here)
    held = (
        (memberships.told_to(told_to) if told_to else memberships)
        .filter(
            segment__in=segments,
            participant__in=there.filter(declined=None),
        )
        .annotate(contributed=Exists(answers))
        .values("segment")
        .order_by()
        .annotate(
            there=Count("pk"),
            came=Count("pk", filter=Q(participant__first_came_at__isnull=False)),
            contributors=Count("pk", filter=Q(contributed=True)),
        )
    )
    counts = {
        segment: (there, came, contributors)
        for segment, there, came, contributors in held.values_list(
            "segment", "there", "came", "contributors"
        )
    }
    return [
        Voice(segment, segment.wanted or 0, *counts.get(segment.pk, (0, 0, 0)))
        for segment in segments
    ]


def missing_voices(board: Board) -> list[Voice]:
    """Those of which too few people are on the roster."""
    return [voice for voice in voices_of(board) if voice.missing]
