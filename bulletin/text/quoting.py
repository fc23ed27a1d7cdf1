"""Words in quotation marks, as the active language writes them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


def quoted(words: object) -> str:
    """`“these words”`."""
    return _("“%(words)s”") % {"words": words}


def each_quoted(values: Iterable[object]) -> str:
    """`“one”, “another”`."""
    return ", ".join(map(quoted, values))
