"""The information sheet with its numbered statements, as one version of a board's consent."""

import uuid

from django.db import models
from django.db.models import Q

from bulletin.accounts.models import User
from bulletin.privacy.fields import kept
from sessions.enums import ObserverSight

from .board import Board


class ConsentVersionQuerySet(models.QuerySet["ConsentVersion"]):
    def published(self) -> "ConsentVersionQuerySet":
        return self.filter(published_at__isnull=False)

    def asked_last(self) -> "ConsentVersionQuerySet":
        """Material versions, newest first: everyone must have answered the first of them."""
        return self.published().filter(material=True).order_by("-number")


class ConsentVersion(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="consent_versions")
    number = models.PositiveSmallIntegerField()
    information = kept(models.TextField())
    information_html = kept(models.TextField(editable=False))
    observers = models.CharField(max_length=10, choices=ObserverSight, default=ObserverSight.NONE)
    material = models.BooleanField(
        default=True, help_text="whoever agreed to an older version is asked again"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ConsentVersionQuerySet.as_manager()

    class Meta:
        ordering = ["board", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "number"], name="a_consent_version_number_is_used_once"
            ),
            models.UniqueConstraint(
                fields=["board"],
                condition=Q(published_at=None),
                name="one_consent_draft_a_board",
            ),
        ]

    def __str__(self) -> str:
        return f"consent version {self.number}"


class ConsentStatement(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(ConsentVersion, on_delete=models.CASCADE, related_name="statements")
    key = kept(models.CharField(max_length=64))
    text = kept(models.TextField())
    required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"], name="a_statement_key_is_used_once_a_version"
            ),
        ]

    def __str__(self) -> str:
        return self.text
