"""A board's invitation, sent to one of its facilitators to see that mail leaves."""

import uuid

from django.db import models
from django.db.models import Q

from bulletin.accounts.models import User
from bulletin.privacy.fields import kept
from sessions.models import Board


class MailTrial(models.Model):
    """`host` and `sender` are what mail was set to then; `trouble` is what kept it from being sent
    at all, and `notice` what was sent otherwise."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="mail_trials")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    host = kept(models.CharField(max_length=260, blank=True))
    sender = kept(models.CharField(max_length=320))
    trouble = kept(models.CharField(max_length=500, blank=True))
    notice = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(notice=None) & ~Q(trouble="")) | Q(notice__isnull=False, trouble=""),
                name="a_mail_trial_was_sent_or_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"mail trial of {self.board_id}"
