"""One post as one reader sees it, and its markup.

The template `participants/_reply.html` is rendered once a shape and language: for a post of
somebody else's with a link to reply, for one of staff that is new, and so on. What differs from
post to post is put into the places that this leaves open, so a page of a thousand posts costs
no thousand renderings.
"""

import re
import uuid
from datetime import UTC, datetime
from functools import cache, lru_cache
from html import escape
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.template.loader import get_template
from django.urls import reverse

from bulletin.text.moments import day_and_time
from participants.board.faces import Face, face_of, staff_face, tint_of
from participants.board.rows import Row
from participants.board.stands import Stands, notes_of, rings_for
from sessions.enums import Role

KEPT_RENDERINGS = 8192
# From so much markup on, only the beginning is shown until it is asked for.
LONG = 1500
_NOWHERE = uuid.UUID(int=0)
_PLACE = re.compile("\x02([a-z0-9_]+)\x03")


class Post(NamedTuple):
    """Markup as it is sent, before and after the posts beneath."""

    before: bytes
    after: bytes


class Moment(NamedTuple):
    """A minute in words, in one zone and language, and as a machine reads it."""

    words: str
    instant: str


class Shape(NamedTuple):
    """All that the template asks of a post to choose its markup; `notes` is how many."""

    own: bool
    staff: bool
    private: bool
    gone: bool
    new: bool
    asks_you: bool
    entry: bool
    day: bool
    html: bool
    notes: int
    comment_link: bool
    correct_link: bool
    anew_link: bool
    earlier_link: bool
    withdraw_link: bool
    report_link: bool
    readers: bool
    hanging: bool
    quotes: bool
    ring_link: bool
    ring_for: bool
    rung: bool
    long: bool


class Page(NamedTuple):
    """What is the same for all posts on a page; `is_diary` where a question has entries, and
    `is_daily` where each is for a day.

    `link`, `comments`, `report`, `ring`, `earlier` and `withdraw` are addresses with a place for a
    reply's id. `may_withdraw` says whether single posts can be taken back; `speaks` marks words
    as the board's language.
    """

    link: str
    comments: str
    report: str
    ring: str
    earlier: str
    withdraw: str
    correct: str
    is_diary: bool
    is_daily: bool
    may_write: bool
    may_withdraw: bool
    zone: str
    language: str | None
    speaks: str


def page_at(
    slug: str,
    question: uuid.UUID,
    *,
    is_diary: bool,
    is_daily: bool,
    may_write: bool,
    may_withdraw: bool,
    zone: str,
    language: str | None,
    speaks: str,
) -> Page:
    return Page(
        link=_with_a_place("reply", slug),
        comments=_with_a_place("comments", slug),
        report=_with_a_place("report", slug),
        ring=_with_a_place("resonance", slug),
        earlier=_with_a_place("earlier_words", slug),
        withdraw=_with_a_place("reply_withdrawal", slug),
        correct=reverse("question", args=[slug, question]) + "?correct=",
        is_diary=is_diary,
        is_daily=is_daily,
        may_write=may_write,
        may_withdraw=may_withdraw,
        zone=zone,
        language=language,
        speaks=speaks,
    )


@lru_cache(maxsize=KEPT_RENDERINGS)
def rendered(row: Row, stands: Stands, page: Page) -> Post:
    """The post's markup; its words are stored as safe, all else is escaped where it comes from.

    A pure function of content that whoever asks has brought along: nothing can come out that
    did not go in, and there is nothing to empty.
    """
    words = "" if row.withdrawn else stands.own_choice or row.html
    notes = notes_of(row, stands)
    may_comment = page.may_write and not (row.withdrawn or row.rejected)
    is_anothers = not stands.is_own and row.participant is not None
    own_words = stands.is_own and not row.withdrawn
    shape = Shape(
        own=stands.is_own,
        staff=row.participant is None,
        private=row.private,
        gone=row.withdrawn,
        new=bool(row.new),
        asks_you=stands.asks_reader,
        entry=page.is_diary and row.is_answer,
        day=page.is_daily,
        html=bool(words),
        notes=len(notes),
        comment_link=may_comment,
        correct_link=may_comment and stands.is_own and row.is_answer,
        report_link=may_comment and is_anothers,
        anew_link=page.may_write and stands.is_own and row.withdrawn and row.is_answer,
        earlier_link=own_words and row.corrected,
        withdraw_link=own_words and page.may_withdraw,
        readers=bool(stands.readers),
        hanging=stands.has_beneath,
        quotes=may_comment and not stands.is_own and bool(row.html),
        ring_link=may_comment and is_anothers and bool(row.html),
        ring_for=bool(stands.rings.number) and not row.withdrawn,
        rung=stands.rings.mine,
        long=len(words) > LONG,
    )
    face, moment = _face(row, stands), moment_of(row.said, page.zone, page.language)
    values = {
        "id": row.id,
        "name": face.name,
        "initials": face.initials,
        "tint": face.tint,
        "role": face.role,
        "html": words,
        "when": moment.words,
        "instant": moment.instant,
        "link": page.link % row.id,
        "entry": row.entry,
        "comment_link": page.comments % row.id,
        "speaks": page.speaks,
        "correct_link": f"{page.correct}{row.entry}",
        "anew_link": f"{page.correct}{row.entry}",
        "earlier_link": page.earlier % row.id,
        "withdraw_link": page.withdraw % row.id,
        "readers": escape(stands.readers),
        "report_link": page.report % row.id,
        "ring_link": page.ring % row.id,
        "ring_for": escape(rings_for(stands.rings)),
    }
    for number, note in enumerate(notes):
        values[f"note{number}"] = escape(note)
    before, after = outline(shape, page.language)
    return Post((before % values).encode(), (after % values).encode())


@cache
def outline(shape: Shape, language: str | None) -> tuple[str, str]:
    """The markup of all posts of one shape, up to those beneath and from there on, with places
    as `%(name)s`; in the active language, which is named because it makes a difference. There
    are few shapes."""
    marks = {name: f"\x02{name}\x03" for name in _VALUES}
    chosen = {name: marks.get(name, True) if on else "" for name, on in shape._asdict().items()}
    notes = [f"\x02note{number}\x03" for number in range(shape.notes)]
    post = marks | chosen | {"notes": notes}
    markup = get_template("participants/_reply.html").render({"post": post})
    before, _beneath, after = markup.replace("%", "%%").partition(marks["hanging"])
    return _PLACE.sub(r"%(\1)s", before), _PLACE.sub(r"%(\1)s", after)


_VALUES = (
    "id",
    "name",
    "initials",
    "tint",
    "role",
    "html",
    "when",
    "instant",
    "link",
    "speaks",
    "entry",
    "comment_link",
    "correct_link",
    "anew_link",
    "earlier_link",
    "withdraw_link",
    "report_link",
    "readers",
    "hanging",
    "ring_link",
    "ring_for",
)


@cache
def fold_of(number: int, language: str | None) -> Post:
    """What stands before and after so many replies that are folded, with a place for the first
    one's id; in the active language, which is named because it makes a difference."""
    marks = {"id": "\x02id\x03", "hanging": "\x02hanging\x03"}
    context = {"fold": {**marks, "number": number}}
    markup = get_template("participants/_fold.html").render(context)
    before, _beneath, after = markup.partition(marks["hanging"])
    return Post(before.replace("%", "%%").replace(marks["id"], "%s").encode(), after.encode())


@lru_cache(maxsize=KEPT_RENDERINGS)
def moment_of(minute: int, zone: str, language: str | None) -> Moment:
    """Of a minute counted from 1970, escaped: a page's moments are few and its readers many."""
    instant = datetime.fromtimestamp(minute * 60, UTC)
    words = escape(day_and_time(instant, ZoneInfo(zone)))
    return Moment(words, instant.isoformat(timespec="minutes"))


def _with_a_place(name: str, slug: str) -> str:
    """The address of a reply, with `%s` for its id."""
    address = reverse(name, args=[slug, _NOWHERE])
    return address.replace("%", "%%").replace(str(_NOWHERE), "%s")


def _face(row: Row, stands: Stands) -> Face:
    if row.called and row.participant:
        return face_of(row.called, tint_of(uuid.UUID(row.participant)))
    if not (row.staff_name and row.staff_role):
        return face_of(stands.own_name, 0)
    return staff_face(row.staff_name, str(Role(row.staff_role).label))
