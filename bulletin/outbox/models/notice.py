"""One reason owed to one recipient, planned once under a unique key."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from bulletin.outbox.enums import Reason
from bulletin.privacy.fields import kept, scrubbed

from .mail import Mail


class NoticeQuerySet(models.QuerySet["Notice"]):
    def open(self) -> "NoticeQuerySet":
        """Notices still owed: neither sent nor settled otherwise."""
        return self.filter(sent_at=None, expired_at=None, dropped_at=None)

    def due(self, *, now: datetime) -> "NoticeQuerySet":
        """Open, not in a mail yet, and their time has come."""
        return self.open().filter(due_at__lte=now, mail=None)

    def overdue(self, *, since: datetime) -> "NoticeQuerySet":
        """Open and held for no reason, planned and due by `since`: they should have been sent."""
        return self.open().filter(held_why="", due_at__lte=since, planned_at__lte=since)

    def given_up(self, *, since: datetime) -> "NoticeQuerySet":
        """Dropped because their mail failed after `since`, by no fault of its address."""
        return self.filter(dropped_why=Reason.NOT_DELIVERED, mail__failed_at__gt=since)

    def expire(self, *, now: datetime) -> int:
        """Those whose time is over are settled, unsent; how many."""
        late = self.open().filter(expires_at__lte=now)
        return late.update(expired_at=now, held_why="", secret="")

    def drop(self, why: Reason, *, now: datetime) -> int:
        """All of these are settled, unsent, with the reason; how many."""
        return self.open().update(dropped_at=now, dropped_why=why, held_why="", secret="")

    def mark_sent(self, *, now: datetime) -> int:
        """All of these have reached the mail server, and no secret of theirs is kept."""
        return self.open().update(sent_at=now, held_why="", secret="")


class Notice(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = kept(models.CharField(max_length=40))
    board = models.UUIDField(null=True, blank=True)
    recipient = models.UUIDField(help_text="the participant's or user's id")
    subject = models.UUIDField(help_text="what it is about: a stage, a rule, the board")
    nth = models.PositiveIntegerField(default=1)
    planned_at = models.DateTimeField()
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    held_why = kept(models.CharField(max_length=40, blank=True))
    secret = scrubbed(
        models.CharField(max_length=200, blank=True, help_text="a code, until it is sent")
    )
    mail = models.ForeignKey(
        Mail, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_why = kept(models.CharField(max_length=40, blank=True))

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "subject", "nth"],
                name="a_notice_is_planned_once",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(secret=""),
                name="a_sent_notice_keeps_no_secret",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="notices_owed",
                condition=Q(sent_at=None, expired_at=None, dropped_at=None),
            ),
            models.Index(fields=["board", "kind"], name="notices_of_a_board"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient}"
