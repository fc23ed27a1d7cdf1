"""Somebody is spoken to by name within what another wrote."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from sessions.models import StaffMember

from .participant import Participant
from .reply_version import ReplyVersion


class Mention(models.Model):
    """The range of `@` and a name, as it was typed, and whom it means (ADR 42)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(ReplyVersion, on_delete=models.CASCADE, related_name="mentions")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    staff = models.ForeignKey(
        StaffMember, on_delete=models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    start = models.PositiveIntegerField(help_text="code point of what was submitted, inclusive")
    end = models.PositiveIntegerField(help_text="code point of what was submitted, exclusive")

    class Meta:
        ordering = ["version", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "start"], name="one_mention_a_version_and_place"
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="a_mention_covers_something"
            ),
            models.CheckConstraint(
                condition=Q(participant__isnull=False, staff=None)
                | Q(participant=None, staff__isnull=False),
                name="a_mention_means_one_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start} to {self.end} of {self.version_id}"

    if TYPE_CHECKING:
        version_id: uuid.UUID
        participant_id: uuid.UUID | None
        staff_id: uuid.UUID | None
