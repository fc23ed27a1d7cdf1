"""Two posts that few have replied to yet: for whoever has answered and replied to nobody here.

Worked out from the rows that the reader has been found to read, alike at each look of theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from html import unescape
from re import sub

from django.utils.text import Truncator

from participants.board.rows import Row

HOW_MANY = 2
# With more replies than this it can no longer be said that few have replied.
AT_MOST = 2
_TEASER = 140
_DRAWN = r"(?s)<svg\b.*?</svg>"


@dataclass(frozen=True, slots=True)
class Lonely:
    """A post that few have replied to, by its author's name and its first words."""

    id: str
    name: str
    words: str
    replies: int


def lonely_among(rows: Sequence[Row], me: str, beneath: Mapping[str, int]) -> list[Lonely]:
    """None for somebody who has not answered, or has replied to somebody; the order of equals is
    each reader's own, so that not everybody is led to the same two."""
    authors = {row.id: row.participant for row in rows}
    own = [row for row in rows if row.participant == me]
    has_replied = any(authors.get(row.written_to or "", me) != me for row in own)
    if has_replied or not any(row.is_answer for row in own):
        return []
    others = [row for row in rows if _is_to_reply_to(row, me) and beneath[row.id] <= AT_MOST]
    if len(others) < HOW_MANY:
        return []
    chosen = sorted(others, key=lambda row: (beneath[row.id], _lot(me, row.id)))[:HOW_MANY]
    return [Lonely(row.id, row.called or "", words_of(row.html), beneath[row.id]) for row in chosen]


def _is_to_reply_to(row: Row, me: str) -> bool:
    return row.is_answer and row.counts and row.participant != me and bool(row.html)


def _lot(me: str, reply: str) -> bytes:
    return blake2b(f"{me} {reply}".encode(), digest_size=8).digest()


def words_of(html: str) -> str:
    """The first words, in one line; what is written into a picture is not among them."""
    said = sub("<[^>]*>", " ", sub("</?(?:em|strong|mark)>", "", sub(_DRAWN, "", html)))
    return Truncator(" ".join(unescape(said).split())).chars(_TEASER)


def names_among(rows: Sequence[Row], me: str) -> list[str]:
    """Whom one can speak to by name here, in the order of the alphabet (rule 15)."""
    met = {
        row.called or row.staff_name or ""
        for row in rows
        if row.participant != me and not row.withdrawn and row.html
    }
    return sorted(met - {""}, key=str.casefold)
