"""A board's codebook, and what its analysts coded with it."""

import uuid

from django.db import models
from django.db.models import F, Q

from bulletin.accounts.models import User
from bulletin.privacy.fields import kept
from participants.models import ReplyVersion
from sessions.models import Board


class Code(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="codes")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = kept(models.CharField(max_length=100))
    description = kept(models.TextField(blank=True))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["board", "position"]
        constraints = [
            models.UniqueConstraint(fields=["board", "name"], name="a_code_is_named_once_a_board"),
        ]

    def __str__(self) -> str:
        return self.name


class Coding(models.Model):
    """One code on a whole version, or on a range of its words in code points."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="codings")
    version = models.ForeignKey(ReplyVersion, on_delete=models.CASCADE, related_name="codings")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

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
