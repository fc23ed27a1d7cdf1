"""What somebody is given in thanks, where staff decided it, and that it was sent."""

import uuid

from django.db import models
from django.db.models import Q

from bulletin.accounts.models import User
from bulletin.privacy.fields import scrubbed

from .participant import Participant


class Thanks(models.Model):
    """Of one person; who has none is owed what their answers say. `shares` overrules these."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="thanks")
    shares = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = scrubbed(models.CharField(max_length=300, blank=True))
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "thanks"
        constraints = [
            models.CheckConstraint(
                condition=Q(shares=None, decided_at=None, decided_by=None)
                | Q(shares__isnull=False, decided_at__isnull=False, decided_by__isnull=False),
                name="what_is_given_against_the_count_was_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None)
                | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="a_thank_you_was_sent_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"thanks to {self.participant_id}"
