"""A question's identity, place and rules; its wording is a QuestionVersion."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Deferrable, Q
from django.utils.functional import cached_property

from bulletin.accounts.models import User
from bulletin.privacy.fields import kept
from sessions.enums import Every, Kind, Reveal

from .segment import Segment, SegmentSet
from .stage import Stage

if TYPE_CHECKING:
    from .question_version import QuestionVersion


class QuestionQuerySet(models.QuerySet["Question"]):
    def answerable(self) -> "QuestionQuerySet":
        """Questions that take an answer: a text page only shows text."""
        return self.exclude(kind=Kind.TEXT_PAGE)

    def in_guide(self) -> "QuestionQuerySet":
        """What an editor has before them: also what is hidden, or not published yet."""
        return self.filter(removed_at=None)

    def for_editing(self) -> "QuestionQuerySet":
        """Each with all that its form shows, in six queries, and two more where options route."""
        return (
            self.in_guide()
            .with_wording()
            .with_stimuli()
            .with_routes()
            .select_related("current_version__published_by", "working_copy__saved_by", "within_set")
            .prefetch_related("segments__segment_set", "sums_up")
        )

    def with_wording(self) -> "QuestionQuerySet":
        """Each with its published version and that version's items, in two queries more."""
        return self.select_related("current_version", "stage__board").prefetch_related(
            "current_version__items"
        )

    def with_stimuli(self) -> "QuestionQuerySet":
        """Each with what its published version has to look at, in two queries more."""
        return self.prefetch_related(
            "current_version__stimuli__file", "current_version__items__picture"
        )

    def with_routes(self) -> "QuestionQuerySet":
        """Each with the segments that its options lead to: two queries more, none where there
        are none."""
        return self.prefetch_related("current_version__items__routes_to__segment_set")


class Question(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="questions")
    key = kept(models.CharField(max_length=64))
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Kind)
    required = models.BooleanField(default=True)
    entries = models.PositiveSmallIntegerField(
        default=1, help_text="how many answers a diary question takes from one person"
    )
    every = models.CharField(
        max_length=8,
        choices=Every,
        blank=True,
        help_text="an entry comes each day, from the day on which the stage opens for the person",
    )
    reveal = models.CharField(max_length=16, choices=Reveal, default=Reveal.AFTER_ANSWER)
    within_set = models.ForeignKey(
        SegmentSet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="replies are readable only within one's own value of this set",
    )
    segments = models.ManyToManyField(
        Segment, blank=True, related_name="questions", help_text="any of; none means everyone"
    )
    sums_up = models.ManyToManyField(
        Stage, blank=True, related_name="summaries", help_text="the `of:` of a summary"
    )
    current_version = models.ForeignKey(
        "focus_sessions.QuestionVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    revealed_at = models.DateTimeField(null=True, blank=True)
    revealed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    hidden_why = kept(models.CharField(max_length=300, blank=True))
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    first_posted_at = models.DateTimeField(null=True, blank=True)
    asked_again_from = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="answers to a version before this one are left to do again",
    )
    revision = models.PositiveIntegerField(
        default=0, help_text="counts what editors save, so that none overwrites another unseen"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["stage__position", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "position"],
                name="a_position_holds_one_question",
                deferrable=Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(revealed_at=None, revealed_by=None)
                | Q(revealed_at__isnull=False, revealed_by__isnull=False),
                name="a_reveal_has_a_time_and_a_person",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_by=None)
                | Q(hidden_at__isnull=False, hidden_by__isnull=False),
                name="a_hidden_question_has_a_time_and_a_person",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False, current_version=None),
                name="a_removed_question_has_a_time_and_a_person_and_no_wording",
            ),
            models.CheckConstraint(
                condition=Q(entries__gte=1), name="a_question_takes_at_least_one_entry"
            ),
            models.CheckConstraint(
                condition=Q(every="") | Q(entries__gt=1), name="a_daily_diary_has_several_days"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @cached_property
    def wording(self) -> "QuestionVersion":
        """The published version; a question without one exists for its authors only."""
        assert self.current_version is not None
        return self.current_version

    @property
    def is_daily(self) -> bool:
        return self.every == Every.DAY

    def is_revealed(self, now: datetime) -> bool:
        return self.revealed_at is not None and self.revealed_at <= now
