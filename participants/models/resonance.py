"""A post rings true for somebody: that it does, and for how many, never for whom."""

import uuid

from django.db import models

from sessions.models import Question

from .participant import Participant
from .reply import Reply


class ResonanceQuerySet(models.QuerySet["Resonance"]):
    def told_to(self, *, tester: bool) -> "ResonanceQuerySet":
        """Those that count for a reader: what testers feel is told to testers alone."""
        return self if tester else self.filter(participant__tester=False)


class Resonance(models.Model):
    """`question` is the reply's: a page asks at once which of its posts ring true for anybody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="resonances"
    )
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="resonances")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="resonances")
    at = models.DateTimeField()

    objects = ResonanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "participant"], name="a_post_rings_true_once_for_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reply_id} rings true"
