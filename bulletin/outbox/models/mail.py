"""One message on its way: claimed by one worker, attempted, accepted or refused."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bulletin.privacy.fields import kept, scrubbed
from bulletin.text.tokens import new_token

# From claiming to handing over. A worker that dies keeps its batch from others for so long.
CLAIM_LASTS = timedelta(minutes=2)
# From handing over to the server's answer, in which nobody else may hand the same mail over.
ANSWER_WITHIN = timedelta(minutes=10)
MOST_ATTEMPTS = 5

IS_HOPELESS = Q(attempts__gte=MOST_ATTEMPTS) | Q(handed_over_again_at__isnull=False)


class MailQuerySet(models.QuerySet["Mail"]):
    def unfinished(self) -> "MailQuerySet":
        return self.filter(accepted_at=None, failed_at=None, dropped_at=None)

    def waiting(self, *, now: datetime) -> "MailQuerySet":
        """Mails that a worker may claim: due, unfinished, and in nobody's hands.

        A claim runs by the database's own clock: it is about processes that may have died,
        and a moved `now` must not take a mail out of living hands.
        """
        in_nobodys_hands = Q(claimed_until=None) | Q(claimed_until__lte=Now())
        return self.unfinished().filter(in_nobodys_hands, due_at__lte=now)

    def in_doubt(self) -> "MailQuerySet":
        """Mails that the server was given and has kept silent on; one may have been taken."""
        return self.unfinished().filter(handed_over_at__isnull=False).exclude(last_error="")

    def most_urgent_first(self) -> "MailQuerySet":
        return self.order_by("-urgent", "due_at", "created_at")

    def hopeless(self, *, now: datetime) -> "MailQuerySet":
        """Waiting mails that are not tried again: attempted too often, or given away twice."""
        return self.waiting(now=now).filter(IS_HOPELESS)


class Mail(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.UUIDField(null=True, blank=True)
    recipient = models.UUIDField(help_text="the participant's or user's id")
    address = scrubbed(models.EmailField(blank=True, help_text="where it went, once composed"))
    message_id = kept(models.CharField(max_length=200, unique=True))
    reply_token = kept(models.CharField(max_length=22, unique=True, default=new_token))
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    urgent = models.BooleanField(
        default=False, help_text="just asked for: it goes before what is owed to everybody"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_by = kept(models.CharField(max_length=100, blank=True))
    claimed_until = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(
        null=True, blank=True, help_text="just before the server was given the message"
    )
    handed_over_again_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="once more, under the same Message-ID, its acceptance never having been recorded",
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True, help_text="nothing in it was wanted")
    bounced_at = models.DateTimeField(null=True, blank=True)
    last_error = scrubbed(models.CharField(max_length=500, blank=True))

    objects = MailQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["-urgent", "due_at", "created_at"],
                name="mails_waiting",
                condition=Q(accepted_at=None, failed_at=None, dropped_at=None),
            ),
            models.Index(fields=["recipient", "created_at"], name="mails_of_a_recipient"),
            models.Index(
                fields=["failed_at"], name="mails_failed", condition=Q(failed_at__isnull=False)
            ),
            models.Index(
                fields=["bounced_at"], name="mails_bounced", condition=Q(bounced_at__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(failed_at=None),
                name="a_mail_is_not_both_accepted_and_failed",
            ),
            models.CheckConstraint(
                condition=Q(handed_over_again_at=None) | Q(handed_over_at__isnull=False),
                name="a_mail_handed_over_again_was_handed_over_before",
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.message_id}"
