"""From readable rows to rendered threads: one's own first, then the others'."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from participants.board.faces import Face, faces_of, initials_of
from participants.board.posts import Post, joined, render_post, when_said
from participants.board.rows import Row
from participants.enums import Channel, ReplyKind
from participants.kinds import KINDS
from participants.models import Participant
from sessions.enums import Kind, Role
from sessions.models import Question

_NOWHERE = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True)
class Threads:
    """Rendered, ready for the page."""

    own: SafeString
    others: SafeString
    are_others: bool


@dataclass(slots=True)
class Reader:
    """Who reads, since when things are new to them, and what they may do with what they read.

    `own_answers` holds the shown form of their own answers to a closed kind, by version.
    """

    participant: Participant
    question: Question
    since: datetime | None = None
    may_write: bool = False
    own_answers: Mapping[uuid.UUID, str] = field(default_factory=dict)


def threads_of(rows: list[Row], reader: Reader) -> Threads:
    """Every thread that has something to show. One query, for the faces."""
    weaver = _Weaver(rows, reader)
    roots = [row for row in rows if row.parent is None or row.parent not in weaver.by_id]
    own = [row for row in roots if weaver.is_own(row)]
    others = [row for row in roots if not weaver.is_own(row) and weaver.has_something(row)]
    return Threads(
        own=joined([weaver.rendered(row) for row in own]),
        others=joined([weaver.rendered(row) for row in others]),
        are_others=bool(others),
    )


class _Weaver:
    """Looks things up once for all rows of a page."""

    def __init__(self, rows: list[Row], reader: Reader) -> None:
        self.reader = reader
        self.me = reader.participant.pk
        self.by_id = {row.id: row for row in rows}
        self.beneath: dict[uuid.UUID | None, list[Row]] = defaultdict(list)
        for row in rows:
            self.beneath[row.parent].append(row)
        self.replied_to = {row.written_to for row in rows if self.is_own(row)}
        board = reader.participant.board
        self.faces = faces_of((row.participant for row in rows if row.participant), board)
        self.closed = KINDS[Kind(reader.question.kind)].is_closed
        self.link = _address("reply", board.slug)
        self.comments = _address("comments", board.slug)
        self.question_link = reverse("question", args=[board.slug, reader.question.pk])

    def is_own(self, row: Row) -> bool:
        return row.participant == self.me

    def has_something(self, row: Row) -> bool:
        """A choice without words shows in the distribution alone, never beside its author.

        Nor does one taken back: a tombstone would appear where nothing stood, as the chart
        moves by that very choice.
        """
        return bool(row.html or self.beneath[row.id] or not self.closed)

    def rendered(self, row: Row) -> SafeString:
        hanging = joined([self.rendered(below) for below in self.beneath[row.id]])
        return render_post(self.post(row, hanging))

    def post(self, row: Row, hanging: SafeString) -> Post:
        own = self.is_own(row)
        can_comment = self.reader.may_write and not (row.withdrawn_at or row.rejected_at)
        can_correct = can_comment and own and row.is_answer
        return Post(
            id=str(row.id),
            kind=row.kind,
            face=self.face(row),
            html="" if row.withdrawn_at else self.words(row),
            when=when_said(row.said_at),
            instant=row.said_at.isoformat(timespec="minutes"),
            link=self.link(row.id),
            own=own,
            staff=row.participant is None,
            private=row.private_to is not None,
            gone=row.withdrawn_at is not None,
            new=self.is_new(row),
            asks_you=self.asks_reader(row),
            entry=row.entry if row.is_answer and self.reader.question.entries > 1 else 0,
            notes=tuple(self.notes(row)),
            comment_link=self.comments(row.id) if can_comment else "",
            correct_link=f"{self.question_link}?correct={row.entry}" if can_correct else "",
            hanging=hanging,
        )

    def face(self, row: Row) -> Face:
        if row.participant is not None:
            return self.faces[row.participant]
        assert row.staff_name is not None
        assert row.staff_role is not None
        role = str(Role(row.staff_role).label)
        return Face(row.staff_name, initials_of(row.staff_name), role=role)

    def words(self, row: Row) -> str:
        """One's own choices show to oneself; of others only what they wrote."""
        return self.reader.own_answers.get(row.version, row.html)

    def is_new(self, row: Row) -> bool:
        since = self.reader.since
        return since is not None and row.posted_at > since and not self.is_own(row)

    def asks_reader(self, row: Row) -> bool:
        """A probe of one's own words that one has not replied to yet."""
        asked_about = self.by_id.get(row.written_to) if row.written_to else None
        return (
            row.kind == ReplyKind.PROBE
            and asked_about is not None
            and self.is_own(asked_about)
            and row.id not in self.replied_to
        )

    def notes(self, row: Row) -> list[str]:
        """What a reader should know of this post; of its state, its author alone."""
        notes = []
        if row.number > 1:
            notes.append(_("corrected"))
        if row.private_to is not None:
            notes.append(_("private: only you and staff read this"))
        if self.is_own(row):
            notes.extend(self.own_notes(row))
        return notes

    def own_notes(self, row: Row) -> list[str]:
        notes = []
        if row.rejected_at:
            notes.append(_("not accepted: %(why)s") % {"why": row.rejected_why})
        elif row.concealed_at:
            notes.append(_("taken out of view by staff"))
        elif row.held_at:
            notes.append(_("others can read this once staff have looked at it"))
        if row.channel != Channel.WEB:
            how = str(Channel(row.channel).label).lower()
            notes.append(_("%(how)s, entered for you by staff") % {"how": how})
        if row.parent and row.parent not in self.by_id:
            notes.append(_("what this was about is no longer shown"))
        return notes


def _address(name: str, slug: str) -> Callable[[uuid.UUID], str]:
    """The address of a reply by its id, resolved once for all of a page."""
    pattern = reverse(name, args=[slug, _NOWHERE])
    before, _id, after = pattern.partition(str(_NOWHERE))
    return lambda reply: f"{before}{reply}{after}"
