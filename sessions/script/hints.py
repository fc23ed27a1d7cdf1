"""What a facilitator probably meant, for the end of an error message."""

from collections.abc import Iterable
from difflib import get_close_matches

from django.utils.translation import gettext as _


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """` Did you mean …?` for the nearest of `known`, or nothing where none is near."""
    by_small = {name.casefold(): name for name in known}
    near = get_close_matches(text.casefold(), by_small, n=1, cutoff=0.6)
    return " " + _("Did you mean %(name)s?") % {"name": by_small[near[0]]} if near else ""


def listed(names: Iterable[str]) -> str:
    """`a, b, c`."""
    return ", ".join(names)
