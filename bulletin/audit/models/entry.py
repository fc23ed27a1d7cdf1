"""The append-only log of what staff did. A trigger in the database refuses change and deletion."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models

from bulletin.privacy.fields import kept


class EntryQuerySet(models.QuerySet["Entry"]):
    def record(
        self,
        action: str,
        *,
        now: datetime,
        actor: uuid.UUID | None,
        board: uuid.UUID | None = None,
        subject: models.Model | None = None,
        **details: Any,
    ) -> "Entry":
        """Append one line. `actor` is a user's id, None for the clock or the command line.

        `details` holds ids, dates and settings; never a name, an address or a reply's words,
        so that an erasure has nothing to look for here.
        """
        return self.create(
            action=action,
            at=now,
            actor=actor,
            board=board,
            subject_kind=subject._meta.model_name or "" if subject else "",
            subject=subject.pk if subject else None,
            details=details,
        )


class Entry(models.Model):
    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True, blank=True)
    board = models.UUIDField(null=True, blank=True)
    action = kept(models.CharField(max_length=64))
    subject_kind = kept(models.CharField(max_length=64, blank=True))
    subject = models.UUIDField(null=True, blank=True)
    details = kept(models.JSONField(default=dict))

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["board", "-id"], name="audit_entries_of_a_board")]

    def __str__(self) -> str:
        return f"{self.action} at {self.at:%Y-%m-%d %H:%M}"
