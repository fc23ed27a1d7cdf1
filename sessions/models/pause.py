"""A time in which participants read what they may and write nothing; dates stay."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from bulletin.accounts.models import User
from bulletin.privacy.fields import kept

from .board import Board


class PauseQuerySet(models.QuerySet["Pause"]):
    def open(self, *, now: datetime) -> "PauseQuerySet":
        """One that nobody ended is over with its board's grace period."""
        is_open = Q(ended_at=None) | Q(ended_at__gt=now)
        return self.filter(is_open, started_at__lte=now, board__grace_ends_at__gt=now)


class Pause(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="pauses")
    message = kept(models.TextField(blank=True))
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PauseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board"], condition=Q(ended_at=None), name="one_open_pause_a_board"
            ),
        ]

    def __str__(self) -> str:
        return f"pause of {self.board_id}"
