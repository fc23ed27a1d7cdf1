"""What is the same for all posts on a page."""

import uuid
from typing import NamedTuple

from django.urls import reverse

_NOWHERE = uuid.UUID(int=0)


class Surroundings(NamedTuple):
    """`is_diary` where a question has entries, and `is_daily` where each is for a day.

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


def surroundings_at(
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
) -> Surroundings:
    return Surroundings(
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


def _with_a_place(name: str, slug: str) -> str:
    """The address of a reply, with `%s` for its id."""
    address = reverse(name, args=[slug, _NOWHERE])
    return address.replace("%", "%%").replace(str(_NOWHERE), "%s")
