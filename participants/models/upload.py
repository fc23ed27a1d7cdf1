"""A file that somebody sent for their answer, whether that has been submitted yet or not."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from bulletin.media.models import MediaFile
from sessions.models import Question, StaffMember

from .participant import Participant


class UploadQuerySet(models.QuerySet["Upload"]):
    def sent_by(self, participant: Participant, staff: StaffMember | None) -> "UploadQuerySet":
        """What this person sent themselves; or what `staff` sent on their behalf."""
        return self.filter(participant=participant, staff=staff)

    def unused(self, *, before: datetime) -> "UploadQuerySet":
        """Sent before then, and no answer has them."""
        return self.filter(file__uploaded_at__lt=before, file__values=None)


class Upload(models.Model):
    """Until an answer has it, whoever sent it is the only one who may fetch it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.OneToOneField(MediaFile, on_delete=models.CASCADE, related_name="upload")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="uploads")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(
        StaffMember,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="who sent it on the person's behalf",
    )
    key = models.UUIDField(
        null=True, blank=True, help_text="the sender's own, the same however often they try"
    )

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "key"], name="a_file_that_is_sent_twice_is_there_once"
            ),
        ]

    def __str__(self) -> str:
        return f"upload of {self.participant_id}"

    if TYPE_CHECKING:
        file_id: uuid.UUID
        participant_id: uuid.UUID
