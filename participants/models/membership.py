"""A person's value in a segment set, with where it came from."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from bulletin import clock
from bulletin.accounts.models import User
from participants.enums import Provenance
from sessions.models import Segment, SegmentSet, StaffMember

from .participant import Participant

if TYPE_CHECKING:
    from .reply import Reply


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        return self.filter(ended_at=None)

    def told_to(self, member: StaffMember) -> "MembershipQuerySet":
        """Without what somebody's answer gave, for who reads nothing of replies (rule 2)."""
        return self if member.reads_everything else self.exclude(provenance=Provenance.ROUTED)

    def told_by_answers(self) -> "MembershipQuerySet":
        """What somebody's answer gave or took away: it tells what they chose."""
        return self.filter(Q(provenance=Provenance.ROUTED) | Q(ended_through=Provenance.ROUTED))

    def give(
        self,
        participant: Participant,
        segments: Iterable[Segment],
        *,
        provenance: Provenance,
        by: User | None,
        now: datetime,
    ) -> None:
        """They hold these segments, whose sets are loaded, from now on, beside what they held."""
        self.give_each([(participant, segments)], provenance=provenance, by=by, now=now)

    def give_each(
        self,
        given: Iterable[tuple[Participant, Iterable[Segment]]],
        *,
        provenance: Provenance,
        by: User | None,
        now: datetime,
    ) -> None:
        """The same for many people, each with their own segments."""
        self.bulk_create(
            Membership(
                participant=participant,
                segment=segment,
                segment_set=segment.segment_set,
                single=not segment.segment_set.allows_several,
                provenance=provenance,
                given_at=now,
                given_by=by,
            )
            for participant, segments in given
            for segment in segments
        )

    def end(self, *, through: Provenance, by: User | None, now: datetime) -> int:
        """Those of these that are held are held no more; returns how many."""
        return self.current().update(ended_at=now, ended_by=by, ended_through=through)


class Membership(models.Model):
    """From when until when somebody held a segment; a row is ended, and not changed otherwise."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="memberships"
    )
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="memberships")
    segment_set = models.ForeignKey(SegmentSet, on_delete=models.CASCADE, related_name="+")
    single = models.BooleanField(help_text="its set allows one value a person, as copied from it")
    provenance = models.CharField(max_length=8, choices=Provenance)
    routed_by: "models.ForeignKey[Reply | None, Reply | None]" = models.ForeignKey(
        "participants.Reply", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField(default=clock.now)
    given_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_through = models.CharField(
        max_length=8,
        choices=Provenance,
        blank=True,
        help_text="a roster, a hand or an answer; nothing where it ended before this was kept",
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "segment"],
                condition=Q(ended_at=None),
                name="a_segment_is_held_once",
            ),
            models.UniqueConstraint(
                fields=["participant", "segment_set"],
                condition=Q(ended_at=None, single=True),
                name="one_segment_a_person_and_set",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(ended_by=None, ended_through=""),
                name="only_what_has_ended_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} in {self.segment_id}"
