"""What one person said to one version of the information, statement by statement."""

import uuid

from django.db import models
from django.db.models import Q

from bulletin.accounts.models import User
from bulletin.privacy.fields import scrubbed
from participants.enums import Channel
from sessions.models import ConsentStatement, ConsentVersion

from .participant import Participant


class Consent(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="consents")
    version = models.ForeignKey(ConsentVersion, on_delete=models.PROTECT, related_name="consents")
    given_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    source = scrubbed(models.CharField(max_length=300, blank=True))
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "version"], name="one_consent_a_person_and_version"
            ),
            models.CheckConstraint(
                condition=Q(given_at__isnull=False, declined_at=None)
                | Q(given_at=None, declined_at__isnull=False),
                name="consent_is_given_or_declined",
            ),
        ]

    def __str__(self) -> str:
        return f"consent of {self.participant_id}"


class ConsentAnswer(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="answers")
    statement = models.ForeignKey(ConsentStatement, on_delete=models.PROTECT, related_name="+")
    agreed = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consent", "statement"], name="one_answer_a_consent_statement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.agreed}"
