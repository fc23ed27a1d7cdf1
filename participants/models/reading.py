"""What one person has done at one question besides answering: unlocked, read, skipped."""

import uuid

from django.db import models

from bulletin.privacy.fields import scrubbed
from participants.enums import WhySkipped
from sessions.models import Question, Stage

from .participant import Participant


class Reading(models.Model):
    """When others' replies to a question opened to a person, and were first served to them.

    `unlocked_at` is a fact kept for analysis, and what keeps open what one could once read;
    `locked_again_at` is set by a rejection, a tightened reveal or a corrected segment alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="readings")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="readings")
    unlocked_at = models.DateTimeField(null=True, blank=True)
    locked_again_at = models.DateTimeField(null=True, blank=True)
    served_at = models.DateTimeField(
        null=True, blank=True, help_text="when others' replies were first on a page"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "question"], name="one_reading_a_person_and_question"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} reading {self.question_id}"


class StageFinish(models.Model):
    """The moment someone had answered all that a stage required; it is not undone later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="finishes")
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="finishes")
    finished_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "stage finishes"
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "stage"], name="one_finish_a_person_and_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} finished {self.stage_id}"


class Skip(models.Model):
    """An optional question passed over, with why if they liked to say: one of the reasons that
    are offered, a line of their own, both or neither. It answers nothing and unlocks nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="skips")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="skips")
    skipped_at = models.DateTimeField()
    why = scrubbed(models.CharField(max_length=12, choices=WhySkipped, blank=True))
    reason = scrubbed(models.CharField(max_length=300, blank=True, help_text="in their own words"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "question"], name="one_skip_a_person_and_question"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} skipped {self.question_id}"

    @property
    def in_words(self) -> str:
        """All that was said of why, in one line; empty where nothing was."""
        return ": ".join(filter(None, [str(self.get_why_display()), self.reason]))
