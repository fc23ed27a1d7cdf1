"""Words put into the middle of a sentence, as the active language writes them."""

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _


def within(words: object) -> str:
    """A label's words inside a sentence: begun small, but in German, where nouns stay tall."""
    text = str(words)
    if (get_language() or "").startswith("de"):
        return text
    return text[:1].lower() + text[1:]


def quoted(words: object) -> str:
    """`“these words”`."""
    return _("“%(words)s”") % {"words": words}


def each_quoted(values: Iterable[object]) -> str:
    """`“one”, “another”`."""
    return ", ".join(map(quoted, values))
