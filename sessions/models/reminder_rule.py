"""One reminder a facilitator scripted: how far from which date, at what time, to whom."""

import uuid

from django.db import models

from sessions.enums import ReminderAnchor, ReminderAudience

from .board import Board


class ReminderRule(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="reminder_rules")
    position = models.PositiveSmallIntegerField()
    anchor = models.CharField(max_length=12, choices=ReminderAnchor)
    working_days = models.PositiveSmallIntegerField()
    at = models.TimeField(help_text="wall time in the board's zone")
    audience = models.CharField(max_length=12, choices=ReminderAudience)

    class Meta:
        ordering = ["board", "position"]

    def __str__(self) -> str:
        return f"{self.working_days} {self.anchor} at {self.at}"
