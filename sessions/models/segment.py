"""Named sets of values that a person may hold; hidden from participants."""

import uuid

from django.db import models

from bulletin.privacy.fields import kept
from bulletin.text.within import labelled

from .board import Board


class SegmentSet(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="segment_sets")
    key = kept(models.CharField(max_length=64))
    position = models.PositiveSmallIntegerField()
    allows_several = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "key"], name="a_segment_set_is_named_once_a_board"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Segment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    segment_set = models.ForeignKey(SegmentSet, on_delete=models.CASCADE, related_name="segments")
    value = kept(models.CharField(max_length=200))
    position = models.PositiveSmallIntegerField()
    wanted = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="how many people of it should be in the room"
    )

    class Meta:
        ordering = ["segment_set__position", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["segment_set", "value"], name="a_segment_is_named_once_a_set"
            ),
        ]

    def __str__(self) -> str:
        return self.value

    @property
    def in_full(self) -> str:
        """`sector: health`: the set too."""
        return labelled(self.segment_set.key, self.value)
