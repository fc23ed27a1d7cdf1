"""What a facilitator makes of collected passages, and puts to the vote."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from bulletin.accounts.models import User
from bulletin.privacy.fields import kept
from sessions.models import Board, Question

from .passage import Passage


class StatementQuerySet(models.QuerySet["Statement"]):
    def standing(self) -> "StatementQuerySet":
        return self.filter(removed_at=None)

    def waiting(self) -> "StatementQuerySet":
        """Those that no question of the guide puts to the vote yet."""
        return self.standing().filter(Q(question=None) | Q(question__removed_at__isnull=False))


class Statement(models.Model):
    """A thought made of passages. Once a summary puts it to the vote, its words are those of the
    item with this key; the passages stay its evidence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="statements")
    text = kept(models.TextField())
    position = models.PositiveSmallIntegerField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    question = models.ForeignKey(
        Question, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    key = kept(models.CharField(max_length=64, blank=True, help_text="of the item in its summary"))
    passages = models.ManyToManyField(Passage, blank=True, related_name="statements")

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["board", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "key"], name="a_summarys_item_has_one_statement"
            ),
            models.CheckConstraint(
                condition=Q(question=None) | ~Q(key=""), name="a_statement_of_a_summary_has_a_key"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="a_removed_statement_has_a_time_and_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    if TYPE_CHECKING:
        board_id: uuid.UUID
        question_id: uuid.UUID | None
