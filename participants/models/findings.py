"""What came of a board, told to those who contributed, and whether they find themselves in it."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from bulletin.accounts.models import User
from bulletin.media.models import MediaFile
from bulletin.privacy.fields import kept, scrubbed
from participants.enums import Vote
from sessions.fields import WallTimeField
from sessions.models import Board

from .participant import Participant
from .reply import Reply


class FindingsQuerySet(models.QuerySet["Findings"]):
    def sent(self) -> "FindingsQuerySet":
        return self.filter(sent_at__isnull=False)

    def readable_to(self, participant: Participant, *, now: datetime) -> "FindingsQuerySet":
        """Those of their board, once sent, for whoever contributed and may read there."""
        from participants.gate.questions import may_read

        contributed = (
            Reply.objects.answers().standing().filter(participant=participant, withdrawn_at=None)
        )
        return self.filter(
            Exists(contributed),
            Exists(Participant.objects.filter(may_read(OuterRef("pk"), now), pk=participant.pk)),
            board=participant.board_id,
            sent_at__lte=now,
        )


class Findings(models.Model):
    """The report or a summary of it: a text, a document, or both. Staff's words.

    Their last question, whether this gets it right, is answered until `verdicts_until`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.OneToOneField(Board, on_delete=models.CASCADE, related_name="findings")
    text = kept(models.TextField(blank=True))
    text_html = kept(models.TextField(blank=True, editable=False))
    document = models.ForeignKey(
        MediaFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verdicts = WallTimeField()
    verdicts_until = models.DateTimeField(null=True, blank=True, help_text="exclusive")
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = FindingsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "findings"
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None)
                | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="sent_findings_have_a_time_and_a_person",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | ~Q(text="") | Q(document__isnull=False),
                name="sent_findings_say_something",
            ),
        ]

    def __str__(self) -> str:
        return f"findings of {self.board_id}"

    def takes_verdicts(self, now: datetime) -> bool:
        if self.sent_at is None:
            return False
        return self.verdicts_until is None or now < self.verdicts_until

    if TYPE_CHECKING:
        board_id: uuid.UUID
        document_id: uuid.UUID | None


class Verdict(models.Model):
    """One person's answer to "did we get it right?", which they may change while it is asked.

    Peers never learn of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    findings = models.ForeignKey(Findings, on_delete=models.CASCADE, related_name="given")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="verdicts")
    verdict = models.CharField(max_length=12, choices=Vote)
    words = scrubbed(models.TextField(blank=True))
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["findings", "participant"], name="one_verdict_a_person_and_findings"
            ),
        ]

    def __str__(self) -> str:
        return f"verdict of {self.participant_id}"

    if TYPE_CHECKING:
        participant_id: uuid.UUID
