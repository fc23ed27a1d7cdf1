"""What staff say to a board's participants outside of its questions."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from bulletin.accounts.models import User
from bulletin.privacy.fields import kept
from participants.enums import AnnouncedTo
from sessions.fields import WallTimeField
from sessions.models import Board, Pause, Segment, Stage

from .participant import Participant


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def out(self, *, now: datetime) -> "AnnouncementQuerySet":
        """Published, their moment has come, and nobody took them back; what tells of a pause is
        out while it lasts."""
        lasts = Q(pause=None) | Q(pause__in=Pause.objects.open(now=now))
        return self.filter(lasts, published_at__lte=now, appears_at__lte=now, withdrawn_at=None)


class Announcement(models.Model):
    """A draft until somebody publishes it: then it appears when its moment has come.

    What was written first is kept in `first_text` once it is corrected after it appeared.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="announcements")
    title = kept(models.CharField(max_length=200))
    text = kept(models.TextField())
    text_html = kept(models.TextField(editable=False))
    to = models.CharField(max_length=16, choices=AnnouncedTo, default=AnnouncedTo.EVERYONE)
    segment = models.ForeignKey(
        Segment, on_delete=models.CASCADE, null=True, blank=True, related_name="announcements"
    )
    stage = models.ForeignKey(
        Stage, on_delete=models.CASCADE, null=True, blank=True, related_name="announcements"
    )
    by_mail = models.BooleanField(default=True)
    pause = models.OneToOneField(
        Pause, on_delete=models.CASCADE, null=True, blank=True, related_name="announcement"
    )
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    appears = WallTimeField()
    appears_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    first_text = kept(models.TextField(blank=True))
    corrected_at = models.DateTimeField(null=True, blank=True)
    corrected_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-appears_at", "-written_at"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(segment=None) | Q(to=AnnouncedTo.SEGMENT))
                & (Q(segment__isnull=False) | ~Q(to=AnnouncedTo.SEGMENT)),
                name="an_announcement_to_a_segment_names_it",
            ),
            models.CheckConstraint(
                condition=(Q(stage=None) | Q(to=AnnouncedTo.STAGE))
                & (Q(stage__isnull=False) | ~Q(to=AnnouncedTo.STAGE)),
                name="an_announcement_to_a_stages_contributors_names_it",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None, appears_at=None)
                | Q(
                    published_at__isnull=False,
                    published_by__isnull=False,
                    appears_at__isnull=False,
                ),
                name="a_published_announcement_says_who_and_from_when",
            ),
            models.CheckConstraint(
                condition=Q(corrected_at=None, corrected_by=None)
                | Q(corrected_at__isnull=False, corrected_by__isnull=False),
                name="a_correction_of_an_announcement_has_a_time_and_a_person",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(
                    withdrawn_at__isnull=False,
                    withdrawn_by__isnull=False,
                    published_at__isnull=False,
                ),
                name="a_published_announcement_is_taken_back_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    def has_appeared(self, now: datetime) -> bool:
        return self.appears_at is not None and self.appears_at <= now


class AnnouncementRead(models.Model):
    """Somebody has read an announcement, and sees a line of it from then on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="read")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "participant"], name="an_announcement_is_read_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} read {self.announcement_id}"
