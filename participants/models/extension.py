"""More time for one person on one stage, with a trace."""

import uuid

from django.db import models

from bulletin.accounts.models import User
from bulletin.privacy.fields import scrubbed
from sessions.models import Stage

from .participant import Participant


class Extension(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="extensions")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="extensions"
    )
    until = models.DateTimeField(help_text="exclusive; never beyond the grace period")
    reason = scrubbed(models.CharField(max_length=300, blank=True))
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "participant"], name="one_extension_a_person_and_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} until {self.until}"
