"""Who runs a board and whom to turn to: named people and addresses on every participant page."""

import uuid

from django.db import models

from bulletin.privacy.fields import kept
from sessions.enums import ContactPurpose, Role

from .board import Board


class RunBy(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="run_by")
    position = models.PositiveSmallIntegerField()
    name = kept(models.CharField(max_length=200))
    role = models.CharField(max_length=12, choices=Role)
    organisation = kept(models.CharField(max_length=200, blank=True))

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "run by"

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="contacts")
    position = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=16, choices=ContactPurpose)
    name = kept(models.CharField(max_length=200))
    email = kept(models.EmailField(blank=True))
    telephone = kept(models.CharField(max_length=40, blank=True))

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.name} ({self.purpose})"
