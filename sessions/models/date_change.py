"""Dates that were moved in one go, where participants are to be told of it."""

import uuid

from django.db import models
from django.db.models import Q

from bulletin.accounts.models import User
from sessions.enums import WhichDate

from .board import Board
from .stage import Stage


class DateChange(models.Model):
    """One press by one person; what nobody is to be told of leaves no row here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="date_changes")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["board", "made_at"]

    def __str__(self) -> str:
        return f"dates of {self.board_id} at {self.made_at}"


class ChangedDate(models.Model):
    """One of them as it was before; how it stands now is asked of the stage or the board."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    change = models.ForeignKey(DateChange, on_delete=models.CASCADE, related_name="dates")
    stage = models.ForeignKey(
        Stage, on_delete=models.CASCADE, null=True, blank=True, related_name="changed_dates"
    )
    which = models.CharField(max_length=8, choices=WhichDate)
    before_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["change", "stage", "which"],
                nulls_distinct=False,
                name="a_date_changes_once_in_one_go",
            ),
            models.CheckConstraint(
                condition=Q(which=WhichDate.ENDS, stage=None)
                | (~Q(which=WhichDate.ENDS) & Q(stage__isnull=False)),
                name="a_changed_date_is_a_stages_or_the_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.which} of {self.stage_id or 'the board'}"
