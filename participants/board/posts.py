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
from django.utils.translation import gettext as _

from bulletin.text.moments import day_and_time
from participants.board.faces import Face, face_of, staff_face, tint_of
from participants.board.rows import Row
from participants.enums import Channel
from sessions.enums import Role

KEPT_RENDERINGS = 8192
_NOWHERE = uuid.UUID(int=0)
_PLACE = re.compile("\x02([a-z0-9_]+)\x03")


class Stands(NamedTuple):
    """How one post stands among those that its reader sees.

    `own_name` is what others call them, of a post of their own alone; `own_choice` what they
    chose themselves, above their words; `is_orphan` of a post whose parent they may not see.
    `readers` says of a post of their own who reads it.
    """

    own_name: str = ""
    is_own: bool = False
    asks_reader: bool = False
    own_choice: str = ""
    is_orphan: bool = False
    has_beneath: bool = False
    readers: str = ""


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


class Page(NamedTuple):
    """What is the same for all posts on a page; `is_diary` where a question has entries, and
    `is_daily` where each is for a day.

    `link`, `comments`, `report`, `earlier` and `withdraw` are addresses with a place for a
    reply's id. `may_withdraw` says whether single posts can be taken back.
    """

    link: str
    comments: str
    report: str
    earlier: str
    withdraw: str
    correct: str
    is_diary: bool
    is_daily: bool
    may_write: bool
    may_withdraw: bool
    zone: str
    language: str | None


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
) -> Page:
    return Page(
        link=_with_a_place("reply", slug),
        comments=_with_a_place("comments", slug),
        report=_with_a_place("report", slug),
        earlier=_with_a_place("earlier_words", slug),
        withdraw=_with_a_place("reply_withdrawal", slug),
        correct=reverse("question", args=[slug, question]) + "?correct=",
        is_diary=is_diary,
        is_daily=is_daily,
        may_write=may_write,
        may_withdraw=may_withdraw,
        zone=zone,
        language=language,
    )


@lru_cache(maxsize=KEPT_RENDERINGS)
def rendered(row: Row, stands: Stands, page: Page) -> Post:
    """The post's markup; its words are stored as safe, all else is escaped where it comes from.

    A pure function of content that whoever asks has brought along: nothing can come out that
    did not go in, and there is nothing to empty.
    """
    words = "" if row.withdrawn else stands.own_choice or row.html
    notes = _notes(row, stands)
    may_comment = page.may_write and not (row.withdrawn or row.rejected)
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
        anew_link=page.may_write and stands.is_own and row.withdrawn and row.is_answer,
        earlier_link=own_words and row.corrected,
        withdraw_link=own_words and page.may_withdraw,
        readers=bool(stands.readers),
        report_link=may_comment and not stands.is_own and row.participant is not None,
        hanging=stands.has_beneath,
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
        "correct_link": f"{page.correct}{row.entry}",
        "anew_link": f"{page.correct}{row.entry}",
        "earlier_link": page.earlier % row.id,
        "withdraw_link": page.withdraw % row.id,
        "readers": escape(stands.readers),
        "report_link": page.report % row.id,
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
    "entry",
    "comment_link",
    "correct_link",
    "anew_link",
    "earlier_link",
    "withdraw_link",
    "report_link",
    "readers",
    "hanging",
)


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


def _notes(row: Row, stands: Stands) -> list[str]:
    """What a reader should know of this post; of its state, its author alone."""
    notes = []
    if row.corrected:
        notes.append(_("corrected"))
    if row.private:
        notes.append(_("private: only you and staff read this"))
    if stands.is_own:
        notes.extend(_own_notes(row, stands))
    return notes


def _own_notes(row: Row, stands: Stands) -> list[str]:
    notes = []
    if row.state == "rejected":
        notes.append(_("not accepted: %(why)s") % {"why": row.why})
    elif row.state == "concealed":
        notes.append(_("taken out of view by staff"))
    elif row.state == "held":
        notes.append(_("others can read this once staff have looked at it"))
    if row.channel and row.channel != Channel.WEB:
        how = str(Channel(row.channel).label).lower()
        notes.append(_("%(how)s, entered for you by staff") % {"how": how})
    if stands.is_orphan:
        notes.append(_("what this was about is no longer shown"))
    return notes
