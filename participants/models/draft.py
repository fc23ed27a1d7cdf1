"""What someone has typed and not yet submitted; it follows them to any device."""

import uuid

from django.db import models
from django.db.models import Q

from bulletin.privacy.fields import scrubbed
from sessions.models import Question, QuestionVersion

from .participant import Participant
from .reply import Reply


class Draft(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="drafts")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="drafts")
    question_version = models.ForeignKey(
        QuestionVersion, on_delete=models.CASCADE, related_name="+"
    )
    entry = models.PositiveSmallIntegerField(default=1)
    parent = models.ForeignKey(
        Reply, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    fields = scrubbed(models.JSONField(default=dict, help_text="form field to list of strings"))
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "question", "entry", "parent"],
                nulls_distinct=False,
                name="one_draft_a_person_and_box",
            ),
            models.CheckConstraint(condition=Q(entry__gte=1), name="a_draft_has_an_entry"),
        ]

    def __str__(self) -> str:
        return f"draft of {self.participant_id}"

    @property
    def prose(self) -> list[str]:
        """What was typed in words, to be shown beside another version of it."""
        return [*self.fields.get("text", []), *self.fields.get("missed", [])]
