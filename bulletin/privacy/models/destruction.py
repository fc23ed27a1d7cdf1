"""The ledger of what boards have destroyed: ids, times and counts, nothing personal."""

import uuid

from django.db import models

from bulletin.privacy.enums import Destroyable
from bulletin.privacy.fields import kept


class Destruction(models.Model):
    """One of a board's three destructions, which is also its receipt. It names no row of a board,
    so that it outlives them; who and what can be carried out again from `board` and `what` alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.UUIDField()
    what = models.CharField(max_length=8, choices=Destroyable)
    at = models.DateTimeField()
    by = models.UUIDField(null=True, blank=True, help_text="a user; nobody where it was re-applied")
    counts = kept(models.JSONField(default=dict, help_text="what went, to how many rows of it"))

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "what"], name="a_board_destroys_each_thing_once"
            ),
        ]

    def __str__(self) -> str:
        return f"destruction of {self.what} of {self.board}"
