"""Somebody else's words above a comment: a range of a version, never the words themselves."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from .reply_version import ReplyVersion


class Quote(models.Model):
    """What a comment quotes, resolved through the gate whenever it is read (rule 15).

    The range lies in what had been submitted when the comment was; what was hidden before or
    since is hidden in the quotation too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(ReplyVersion, on_delete=models.CASCADE, related_name="quotes")
    quoted = models.ForeignKey(ReplyVersion, on_delete=models.CASCADE, related_name="quoted_in")
    start = models.PositiveIntegerField(help_text="code point of what was submitted, inclusive")
    end = models.PositiveIntegerField(help_text="code point of what was submitted, exclusive")
    position = models.PositiveSmallIntegerField(help_text="among the comment's, from 1")

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"], name="one_quote_a_version_and_position"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="a_quote_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.start} to {self.end} of {self.quoted_id}"

    if TYPE_CHECKING:
        version_id: uuid.UUID
        quoted_id: uuid.UUID
