"""One exported record: who asked for what, its file, its checksum, and when it goes."""

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from bulletin.accounts.models import User
from bulletin.privacy.fields import kept, scrubbed
from moderation.enums import TranscriptFormat, TranscriptNames, TranscriptState
from participants.models import Participant, Redaction, ReplyVersion
from sessions.models import Board

KEPT_FOR = timedelta(days=14)
# Longer than Celery lets a task run, so that a claim this old belongs to a dead worker.
CLAIM_LASTS = timedelta(minutes=6)
MOST_ATTEMPTS = 5


class TranscriptQuerySet(models.QuerySet["Transcript"]):
    def unbuilt(self) -> "TranscriptQuerySet":
        return self.filter(finished_at=None, failed_at=None, cancelled_at=None, removed_at=None)

    def claimable(self, *, now: datetime) -> "TranscriptQuerySet":
        """Those that nobody builds: never begun, or begun by a worker that must have died."""
        return self.unbuilt().filter(Q(started_at=None) | Q(started_at__lte=now - CLAIM_LASTS))

    def to_remove(self, *, now: datetime) -> "TranscriptQuerySet":
        """Those whose file has had its time, or holds words removed since, and is still there."""
        has_file = self.filter(removed_at=None, finished_at__isnull=False)
        removals = Participant.objects.removed(OuterRef("board"))
        redactions = Redaction.objects.filter(version__reply__board=OuterRef("board"))
        erased = Participant.objects.filter(board=OuterRef("board"))
        taken_back = ReplyVersion.objects.filter(reply__board=OuterRef("board"))
        outdated = (
            Exists(taken_back.filter(withdrawn_at__gte=OuterRef("started_at")))
            | Exists(removals.filter(withdrawn_at__gte=OuterRef("started_at")))
            | Exists(erased.filter(erased_at__gte=OuterRef("started_at")))
            | Exists(redactions.filter(made_at__gte=OuterRef("started_at")))
        )
        return has_file.filter(Q(expires_at__lte=now) | outdated)


class Transcript(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="transcripts")
    format = models.CharField(max_length=8, choices=TranscriptFormat)
    identity = models.CharField(max_length=12, choices=TranscriptNames)
    selection = kept(
        models.JSONField(default=dict, help_text="as moderation.transcripts.selection says")
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="transcripts"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(
        null=True, blank=True, help_text="the latest attempt; it holds what was said by then"
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failed_why = kept(models.CharField(max_length=300, blank=True))
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    replies_total = models.PositiveIntegerField(default=0)
    replies_written = models.PositiveIntegerField(default=0)
    file = scrubbed(models.FileField(upload_to="transcripts", blank=True))
    checksum = kept(models.CharField(max_length=64, blank=True, help_text="SHA-256, hex"))
    size = models.PositiveBigIntegerField(null=True, blank=True, help_text="bytes")
    expires_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = TranscriptQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None) | (Q(failed_at=None) & ~Q(checksum="")),
                name="a_finished_transcript_has_a_checksum",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by=None)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                name="a_cancelled_transcript_has_a_time_and_a_person",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | Q(finished_at=None),
                name="a_cancelled_transcript_was_not_finished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.format} transcript of {self.board_id}"

    @property
    def as_of(self) -> datetime:
        """What was said by then is in it."""
        return self.started_at or self.asked_at

    @property
    def state(self) -> TranscriptState:
        if self.removed_at:
            return TranscriptState.REMOVED
        if self.cancelled_at:
            return TranscriptState.CANCELLED
        if self.failed_at:
            return TranscriptState.FAILED
        if self.finished_at:
            return TranscriptState.READY
        return TranscriptState.BUILDING if self.started_at else TranscriptState.WAITING

    @property
    def is_under_way(self) -> bool:
        return self.state in (TranscriptState.WAITING, TranscriptState.BUILDING)

    if TYPE_CHECKING:
        board_id: uuid.UUID
        asked_by_id: uuid.UUID | None
        cancelled_by_id: uuid.UUID | None
