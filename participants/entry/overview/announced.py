"""What staff announced to one participant: whole until they have read it, then a line."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from bulletin.statements import Columns, Statement
from participants.gate.announcements import announced_to
from participants.gate.reader import facts_of, reader_with
from participants.models import Announcement, AnnouncementRead, Participant

_ANNOUNCEMENT = Columns(Announcement, but=("text", "first_text"))
# So many that were read stand as lines on the board page; the rest is a page of its own.
LINES = 2


@dataclass(frozen=True, slots=True)
class Said:
    announcement: Announcement
    is_read: bool


@dataclass(frozen=True, slots=True)
class Announced:
    """The newest first; what told of a pause stands with the pause itself."""

    all: list[Said]

    @property
    def unread(self) -> list[Said]:
        return [said for said in self._apart_from_a_pause if not said.is_read]

    @property
    def lines(self) -> list[Said]:
        return [said for said in self._apart_from_a_pause if said.is_read][:LINES]

    @property
    def _apart_from_a_pause(self) -> list[Said]:
        return [said for said in self.all if said.announcement.pause_id is None]


def announced_for(participant: Participant, now: datetime) -> Announced:
    """One query."""
    rows = own_announcements(**facts_of(participant), now=now)
    return Announced([Said(_ANNOUNCEMENT.made(values), is_read) for is_read, *values in rows])


@Statement
def own_announcements(
    reader: uuid.UUID, board: uuid.UUID, tester: bool, now: datetime
) -> QuerySet[Any, Any]:
    person = reader_with(reader, board, tester=tester)
    read = AnnouncementRead.objects.filter(participant=reader, announcement=OuterRef("pk"))
    return (
        Announcement.objects.filter(pk__in=announced_to.ids(person, now))
        .annotate(is_read=Exists(read))
        .order_by("-appears_at", "-written_at")
        .values_list("is_read", *_ANNOUNCEMENT.of())
    )
