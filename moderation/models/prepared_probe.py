"""A question that staff have ready, for any reply on the board or under one question."""

import uuid

from django.db import models

from bulletin.privacy.fields import kept
from sessions.models import Board, Question


class PreparedProbe(models.Model):
    """Its text may hold `{name}`: how participants see the person whom it goes to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="prepared_probes")
    question = models.ForeignKey(
        Question,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="prepared_probes",
        help_text="offered under this question alone",
    )
    text = kept(models.TextField())
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["board", "position"]

    def __str__(self) -> str:
        return self.text
