"""Published wording and settings of a question: once somebody may have met it, immutable."""

import uuid

from django.db import models

from bulletin.accounts.models import User
from bulletin.media.models import MediaFile
from bulletin.privacy.fields import kept
from sessions.enums import ItemKind

from .question import Question
from .segment import Segment


class QuestionVersion(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    prompt = kept(models.TextField())
    prompt_html = kept(models.TextField(editable=False))
    note = kept(models.TextField(blank=True, help_text="for staff only"))
    settings = kept(models.JSONField(default=dict, help_text="as the kind's schema says"))
    has_stimuli = models.BooleanField(
        default=False, help_text="told by itself, so that a page without any need not ask"
    )
    created_at = models.DateTimeField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    first_answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"], name="a_version_number_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    def looked_at(self) -> list["Stimulus"]:
        """What stays in reach, with its files; one query, none where there is nothing."""
        return list(self.stimuli.select_related("file")) if self.has_stimuli else []


class QuestionItem(models.Model):
    """One option, statement, row, column or scale end; its key stays while wordings change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=12, choices=ItemKind)
    key = kept(models.CharField(max_length=64))
    position = models.PositiveSmallIntegerField()
    heading = kept(models.CharField(max_length=200, blank=True))
    text = kept(models.TextField())
    pinned = models.BooleanField(default=False, help_text="keeps its place when shuffled")
    exclusive = models.BooleanField(default=False, help_text="clears the others")
    picture = models.ForeignKey(
        MediaFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    routes_to = models.ForeignKey(
        Segment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="routed_from",
        help_text="whoever chooses it comes to hold this",
    )

    class Meta:
        ordering = ["version", "kind", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "kind", "key"], name="an_item_key_is_used_once_a_version"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Stimulus(models.Model):
    """A picture or file that stays in reach while a version is answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, related_name="stimuli")
    file = models.ForeignKey(MediaFile, on_delete=models.PROTECT, related_name="+")
    alternative = kept(
        models.TextField(blank=True, help_text="what it shows, for whoever cannot see it")
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["version", "position"]
        verbose_name_plural = "stimuli"

    def __str__(self) -> str:
        return f"stimulus {self.position}"
