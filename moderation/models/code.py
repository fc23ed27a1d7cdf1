"""A board's codebook, and what its analysts coded with it."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from bulletin.accounts.models import User
from bulletin.privacy.fields import kept
from participants.models import ReplyVersion
from sessions.models import Board


class CodeQuerySet(models.QuerySet["Code"]):
    def current(self) -> "CodeQuerySet":
        """Those in the codebook: not removed."""
        return self.filter(removed_at=None)


class Code(models.Model):
    """An analyst's code; one that is removed keeps what was coded with it, and can come back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="codes")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = kept(models.CharField(max_length=100))
    description = kept(models.TextField(blank=True))
    position = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ["board", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "name"],
                condition=Q(removed_at=None),
                name="a_code_is_named_once_a_board",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="a_removed_code_has_a_time_and_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stands_under(self) -> "Code | None":
        """The code above it in the codebook; what stood under a removed one stands by itself."""
        return self.parent if self.parent and self.parent.removed_at is None else None

    if TYPE_CHECKING:
        board_id: uuid.UUID
        parent_id: uuid.UUID | None


class CodingQuerySet(models.QuerySet["Coding"]):
    def whole(self) -> "CodingQuerySet":
        """Of a whole version, not of a range of its words."""
        return self.filter(start=None, end=None)

    def current(self) -> "CodingQuerySet":
        """With a code that is in the codebook."""
        return self.filter(code__removed_at=None)


class Coding(models.Model):
    """One code on a whole version, or on a range of its words in code points."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="codings")
    version = models.ForeignKey(ReplyVersion, on_delete=models.CASCADE, related_name="codings")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = CodingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version", "start", "end", "made_by"],
                nulls_distinct=False,
                name="one_coding_a_code_range_and_analyst",
            ),
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(end__gt=F("start")),
                name="a_coded_range_covers_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code_id} on {self.version_id}"

    if TYPE_CHECKING:
        code_id: uuid.UUID
        version_id: uuid.UUID
        made_by_id: uuid.UUID
