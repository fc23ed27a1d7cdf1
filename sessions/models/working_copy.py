"""What a facilitator has typed into a question and not published yet."""

from django.db import models

from bulletin.accounts.models import User
from bulletin.privacy.fields import kept

from .question import Question


class WorkingCopy(models.Model):
    """At most one a question; where there is none, everything is published.

    `script` has the shape of the kind's script model, as it was typed: it may be incomplete or
    wrong, so that nothing typed is lost.
    """

    question = models.OneToOneField(
        Question, on_delete=models.CASCADE, primary_key=True, related_name="working_copy"
    )
    script = kept(models.JSONField())
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "working copies"

    def __str__(self) -> str:
        return f"working copy of {self.question_id}"
