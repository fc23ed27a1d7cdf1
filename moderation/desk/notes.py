"""The back room beside what was said: notes that no participant ever sees."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString

from bulletin.text import plain
from bulletin.text.within import noun
from moderation.models import Note
from moderation.web import Desk
from sessions.enums import Role
from sessions.models import Question


@dataclass(frozen=True)
class NoteLine:
    """One note as this desk reads it; `is_open` of a wish that nobody has settled."""

    note: Note
    name: str
    role: str
    html: SafeString
    is_own: bool
    may_settle: bool

    @property
    def is_open(self) -> bool:
        return self.note.wants_probe and self.note.settled_at is None

    @property
    def at(self) -> datetime:
        return self.note.made_at

    @property
    def may_change(self) -> bool:
        """What a wish said stays as it was once somebody has acted on it."""
        return self.is_own and self.note.settled_at is None


def notes_beside(desk: Desk, replies: Iterable[UUID]) -> Mapping[UUID, list[NoteLine]]:
    """By reply, the first note first: one query, however many replies there are."""
    beside: dict[UUID, list[NoteLine]] = defaultdict(list)
    for note in _readable(desk).filter(reply__in=list(replies)):
        assert note.reply_id is not None
        beside[note.reply_id].append(line_for(desk, note))
    return beside


def notes_on(desk: Desk, question: Question) -> list[NoteLine]:
    """Those beside the question itself."""
    notes = _readable(desk).filter(question=question, reply=None)
    return [line_for(desk, note) for note in notes]


def note_at(desk: Desk, note_id: UUID) -> Note:
    """A note that this desk may read; hidden and absent are the same 404."""
    return get_object_or_404(_readable(desk).select_related("question", "reply"), pk=note_id)


def line_for(desk: Desk, note: Note) -> NoteLine:
    """`note.author` must be loaded."""
    return NoteLine(
        note=note,
        name=note.author.display_name,
        role=noun(Role(note.author.role).label),
        html=plain.to_html(note.text),
        is_own=note.author_id == desk.member.pk,
        may_settle=desk.member.reads_everything,
    )


def _readable(desk: Desk) -> QuerySet[Note]:
    return Note.objects.for_staff(desk.member).select_related("author").order_by("made_at", "pk")
