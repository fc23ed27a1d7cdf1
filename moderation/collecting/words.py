"""Which range of what was submitted somebody chose, and how a passage's words read now."""

import re

from bulletin.text import plain
from bulletin.text.ranges import Range, beneath
from moderation.models import Passage
from participants.phrases import Words, place_now


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
    prose = [one for one in version.redactions.all() if one.value_id is None]
    place = place_now(passage.range, prose, since=passage.made_at)
    return version.text[slice(*place)].strip()
