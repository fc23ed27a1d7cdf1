"""Somebody has read what was announced to them."""

from datetime import datetime

from participants.models import Announcement, AnnouncementRead, Participant


def note_read(*, participant: Participant, announcement: Announcement, now: datetime) -> None:
    """They see a line of it from now on; a second call keeps the first time."""
    read = AnnouncementRead(participant=participant, announcement=announcement, read_at=now)
    AnnouncementRead.objects.bulk_create([read], ignore_conflicts=True)
