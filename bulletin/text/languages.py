"""The languages in which Bulletin speaks, each by the name that its own readers know it by."""

from django.conf import settings
from django.utils.translation import get_supported_language_variant

# As one of these stands in a sentence of its own language; alone, it begins large.
_OWN_NAMES = {"en-gb": "English", "fr": "français", "de": "Deutsch", "es": "español"}


def nearest(tag: str) -> str:
    """The language of ours that serves a reader of `tag` best: `fr` for `fr-CA`, and our own
    where none does."""
    try:
        return get_supported_language_variant(tag.lower() or "-")
    except LookupError:
        return settings.LANGUAGE_CODE


def own_name(code: str) -> str:
    """`français`: within a sentence."""
    return _OWN_NAMES.get(code, code)


def heading(code: str) -> str:
    """`Français`: alone."""
    return own_name(code)[:1].upper() + own_name(code)[1:]


def is_same(one: str, other: str) -> bool:
    """Whether a reader of one reads the other, wherever each is spoken."""
    return one.lower().partition("-")[0] == other.lower().partition("-")[0]
