"""Which range of what was submitted somebody chose, and how a passage's words read now."""

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from bulletin.text import plain
from bulletin.text.ranges import Range, above, beneath
from moderation.models import Passage
from participants.models import Redaction, ReplyVersion
from participants.phrases import Words


def range_of(words: Words, chosen: str, before: int | None) -> Range | None:
    """The range of what was submitted under the words that were chosen in what is shown.

    Blanks are alike, so that it does not matter how a page broke the lines; where the words stand
    several times, those count that have about `before` signs in front of them, blanks left out.
    None where they do not stand there, or nothing but hidden words lies beneath.
    """
    places = _places(words.shown, chosen)
    if not places:
        return None
    place = min(places, key=lambda one: abs(signs_in(words.shown[: one[0]]) - (before or 0)))
    return beneath(place, words.replaced)


def signs_in(text: str) -> int:
    """How many characters are no blanks."""
    return len("".join(text.split()))


def _places(shown: str, chosen: str) -> list[Range]:
    parts = plain.clean(chosen).split()
    if not parts:
        return []
    pattern = r"\s+".join(re.escape(part) for part in parts)
    return [found.span(1) for found in re.finditer(f"(?=({pattern}))", shown)]


def words_now(passage: Passage) -> str:
    """As everyone may read them: what was hidden since is hidden; empty once they are gone.

    The version must have all its redactions at hand.
    """
    version = passage.version
    if passage.range is None:
        return version.text
    place = passage.range
    for hidden in _layers(version, passage.made_at):
        place = above(place, hidden.replaced)
    return version.text[slice(*place)].strip()


def _layers(version: ReplyVersion, since: datetime) -> list[Words]:
    """What came to lie over the words since then: what was destroyed at one moment took the place
    of what was submitted, and what was hidden later lies over that."""
    prose = [one for one in version.redactions.all() if one.value_id is None]
    gone = [one for one in prose if one.destroyed_at and one.destroyed_at > since]
    standing = [one for one in prose if one.destroyed_at is None]
    batches = groupby(sorted(gone, key=_destroyed), key=_destroyed)
    return [*(_layer(version, batch) for _when, batch in batches), _layer(version, standing)]


def _layer(version: ReplyVersion, hidden: Iterable[Redaction]) -> Words:
    return Words(version, None, list(hidden))


def _destroyed(redaction: Redaction) -> datetime:
    assert redaction.destroyed_at is not None
    return redaction.destroyed_at
