"""Passages of a post that somebody may put above their comment, in a form and out of it.

In a form a passage is `version:start-end:check`, in code points of what is shown; the check tells
whether the words still read as they did when they were chosen.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import QueryDict
from django.utils.crypto import salted_hmac

from bulletin.text.plain import paragraphs, range_shown
from participants.actions.quoting import MOST_QUOTES, Quoted, versions_to_quote
from participants.models import Participant, Reply

_ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_VALUE = re.compile(rf"({_ID}):(\d{{1,6}})-(\d{{1,6}}):([0-9a-f]{{8}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Passage:
    """`words` as they read now; `is_chosen` where they are to be quoted."""

    quoted: Quoted
    words: str
    is_chosen: bool

    @property
    def value(self) -> str:
        one = self.quoted
        return f"{one.version}:{one.start}-{one.end}:{_check(one, self.words)}"


def _check(quoted: Quoted, words: str) -> str:
    return salted_hmac("a passage to quote", f"{quoted} {words}").hexdigest()[:8]


def passages_in(post: Reply, asked: QueryDict, *, all_of_it: bool) -> list[Passage]:
    """What of the post, which the asker may read, is offered to be quoted above a comment.

    What was selected in it, by `from` and `to` as a page counts; else its first paragraph is
    chosen, and with `all_of_it` the others stand below, to be chosen too.
    """
    version = post.current_version
    if version is None or post.withdrawn_at or "quote" not in asked:
        return []
    places = _selected(version.text, asked) or paragraphs(version.text)
    if not all_of_it:
        places = places[:1]
    return [
        Passage(Quoted(version.pk, *place), version.text[slice(*place)], is_chosen=number == 0)
        for number, place in enumerate(places)
    ]


def _selected(text: str, asked: QueryDict) -> list[tuple[int, int]]:
    bounds = [asked.get(name, "") for name in ("from", "to")]
    if not all(bound.isascii() and bound.isdigit() and len(bound) < 7 for bound in bounds):
        return []
    found = range_shown(text, *map(int, bounds))
    return [found] if found else []


def passages_named(
    values: Iterable[str], participant: Participant, now: datetime
) -> tuple[list[Passage], bool]:
    """What a form or a draft names, as far as this person may still quote it; and whether all of
    it still reads as it did. Two queries, if anything is named."""
    named = [found for value in values if (found := _VALUE.fullmatch(value))][:MOST_QUOTES]
    if not named:
        return [], True
    readable = Reply.objects.visible_to(participant, now=now)
    words_by_version = versions_to_quote(readable, [UUID(one[1]) for one in named])
    passages = []
    for _value, version, start, end, check in ((one[0], *one.groups()) for one in named):
        quoted = Quoted(UUID(version), int(start), int(end))
        if words := words_by_version.get(quoted.version):
            passage = Passage(quoted, words.shown[quoted.start : quoted.end], is_chosen=True)
            if passage.words and _check(quoted, passage.words) == check:
                passages.append(passage)
    return passages, len(passages) == len(named)


def joined(first: Sequence[Passage], more: Sequence[Passage]) -> list[Passage]:
    """Each passage once, those that stood there before first."""
    there = {one.quoted for one in first}
    return [*first, *(one for one in more if one.quoted not in there)]
