"""One post as one reader sees it: what differs from post to post, put into its outline."""

import uuid
from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bulletin.text.moments import day_and_time
from participants.board.faces import Face, face_of, staff_face, tint_of
from participants.board.outlines import Post, Shape, outline
from participants.board.rows import Row
from participants.board.stands import Stands, notes_of, rings_for
from participants.board.surroundings import Surroundings
from sessions.enums import Role

KEPT_RENDERINGS = 8192
# From so much markup on, only the beginning is shown until it is asked for.
LONG = 1500


class Moment(NamedTuple):
    """A minute in words, in one zone and language, and as a machine reads it."""

    words: str
    instant: str


@lru_cache(maxsize=KEPT_RENDERINGS)
def rendered(row: Row, stands: Stands, around: Surroundings) -> Post:
    """The post's markup; its words are stored as safe, all else is escaped where it comes from.

    A pure function of content that whoever asks has brought along: nothing can come out that
    did not go in, and there is nothing to empty.
    """
    words = "" if row.withdrawn else stands.own_choice or row.html
    notes = notes_of(row, stands)
    shape = _shape(row, stands, around, words=len(words), notes=len(notes))
    values = _values(row, stands, around) | {"html": words}
    for number, note in enumerate(notes):
        values[f"note{number}"] = escape(note)
    before, after = outline(shape, around.language)
    return Post((before % values).encode(), (after % values).encode())


def _shape(row: Row, stands: Stands, around: Surroundings, *, words: int, notes: int) -> Shape:
    may_comment = around.may_write and not (row.withdrawn or row.rejected)
    is_anothers = not stands.is_own and row.participant is not None
    own_words = stands.is_own and not row.withdrawn
    return Shape(
        own=stands.is_own,
        staff=row.participant is None,
        private=row.private,
        gone=row.withdrawn,
        new=bool(row.new),
        asks_you=stands.asks_reader,
        entry=around.is_diary and row.is_answer,
        day=around.is_daily,
        html=bool(words),
        notes=notes,
        comment_link=may_comment,
        correct_link=may_comment and stands.is_own and row.is_answer,
        report_link=may_comment and is_anothers,
        anew_link=around.may_write and stands.is_own and row.withdrawn and row.is_answer,
        earlier_link=own_words and row.corrected,
        withdraw_link=own_words and around.may_withdraw,
        readers=bool(stands.readers),
        hanging=stands.has_beneath,
        quotes=may_comment and not stands.is_own and bool(row.html),
        ring_link=may_comment and is_anothers and bool(row.html),
        ring_for=bool(stands.rings.number) and not row.withdrawn,
        rung=stands.rings.mine,
        long=words > LONG,
    )


def _values(row: Row, stands: Stands, around: Surroundings) -> dict[str, object]:
    face, moment = _face(row, stands), moment_of(row.said, around.zone, around.language)
    return {
        "id": row.id,
        "name": face.name,
        "initials": face.initials,
        "tint": face.tint,
        "role": face.role,
        "when": moment.words,
        "instant": moment.instant,
        "link": around.link % row.id,
        "entry": row.entry,
        "comment_link": around.comments % row.id,
        "speaks": around.speaks,
        "correct_link": f"{around.correct}{row.entry}",
        "anew_link": f"{around.correct}{row.entry}",
        "earlier_link": around.earlier % row.id,
        "withdraw_link": around.withdraw % row.id,
        "readers": escape(stands.readers),
        "report_link": around.report % row.id,
        "ring_link": around.ring % row.id,
        "ring_for": escape(rings_for(stands.rings)),
    }


@lru_cache(maxsize=KEPT_RENDERINGS)
def moment_of(minute: int, zone: str, language: str | None) -> Moment:
    """Of a minute counted from 1970, escaped: a page's moments are few and its readers many."""
    instant = datetime.fromtimestamp(minute * 60, UTC)
    words = escape(day_and_time(instant, ZoneInfo(zone)))
    return Moment(words, instant.isoformat(timespec="minutes"))


def _face(row: Row, stands: Stands) -> Face:
    if row.called and row.participant:
        return face_of(row.called, tint_of(uuid.UUID(row.participant)))
    if not (row.staff_name and row.staff_role):
        return face_of(stands.own_name, 0)
    return staff_face(row.staff_name, str(Role(row.staff_role).label))
