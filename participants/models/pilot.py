"""That a board was tried out: when, by how many; nothing of what they said is left."""

import uuid

from django.db import models
from django.db.models import F, Q

from bulletin.accounts.models import User
from sessions.models import Board


class Pilot(models.Model):
    """What testers had written until it was cleared. Days are those of the board's zone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="pilots")
    testers = models.PositiveSmallIntegerField(help_text="who had written something")
    posts = models.PositiveIntegerField(help_text="of testers; not what staff said to them")
    began_on = models.DateField()
    ended_on = models.DateField()
    cleared_at = models.DateTimeField()
    cleared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["cleared_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("began_on")), name="a_pilot_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"pilot of {self.board_id} from {self.began_on}"
