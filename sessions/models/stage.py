"""A set of questions that opens together: released by a person, opened by the clock."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Deferrable, F, Q

from bulletin.accounts.models import User
from bulletin.privacy.fields import kept
from sessions.enums import Opening
from sessions.fields import WallTimeField

from .board import Board
from .segment import Segment


class StageQuerySet(models.QuerySet["Stage"]):
    def opened_by_clock(self, *, now: datetime) -> "StageQuerySet":
        """Released, and their instant has come; a stage opened by progress is never among them."""
        return self.exclude(opening=Opening.AFTER_PREVIOUS).filter(
            released_at__lte=now, opens_at__lte=now
        )


class Stage(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="stages")
    key = kept(models.CharField(max_length=64))
    position = models.PositiveSmallIntegerField()
    title = kept(models.CharField(max_length=200))
    introduction = kept(models.TextField(blank=True))
    introduction_html = kept(models.TextField(blank=True, editable=False))
    in_order = models.BooleanField(default=False)
    segments = models.ManyToManyField(
        Segment, blank=True, related_name="stages", help_text="any of; none means everyone"
    )

    opening = models.CharField(max_length=16, choices=Opening, default=Opening.BY_DATE)
    opens = WallTimeField()
    opens_at = models.DateTimeField(null=True, blank=True)
    due = WallTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    closes = WallTimeField()
    closes_at = models.DateTimeField(null=True, blank=True, help_text="exclusive")

    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["board", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "position"],
                name="a_position_holds_one_stage",
                deferrable=Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["board", "key"], name="a_stage_key_is_used_once"),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False),
                name="a_release_has_a_time_and_a_person",
            ),
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(opens_at=None) | Q(closes_at__gte=F("opens_at")),
                name="a_stage_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=~Q(opening=Opening.BY_DATE) | Q(opens_at__isnull=False),
                name="a_stage_opened_by_date_has_one",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_released(self) -> bool:
        return self.released_at is not None

    @property
    def closes_or_ends_at(self) -> datetime:
        """A stage without `closes` closes when the board ends."""
        return self.closes_at or self.board.ends_at

    @property
    def due_or_ends_at(self) -> datetime:
        """A stage without `due` falls due when the board ends."""
        return self.due_at or self.board.ends_at
