"""The languages in which Bulletin speaks, each by the name that its own readers know it by."""

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import (
    get_language,
    get_language_bidi,
    get_supported_language_variant,
)

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
    return _OWN_NAMES.get(code.lower(), code)


def heading(code: str) -> str:
    """`Français`: alone."""
    return own_name(code)[:1].upper() + own_name(code)[1:]


def attributes_for(tag: str) -> SafeString:
    """Says to a screen reader that what follows is in another language than the page, and to the
    browser that it runs the other way, where either is so."""
    page = get_language() or settings.LANGUAGE_CODE
    if not tag or is_same(tag, page):
        return SafeString("")
    way = "rtl" if tag.partition("-")[0] in settings.LANGUAGES_BIDI else "ltr"
    turned = format_html(' dir="{}"', way) if (way == "rtl") != get_language_bidi() else ""
    return format_html(' lang="{}"{}', tag, turned)


def is_same(one: str, other: str) -> bool:
    """Whether a reader of one reads the other, wherever each is spoken."""
    return one.lower().partition("-")[0] == other.lower().partition("-")[0]
