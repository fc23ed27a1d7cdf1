"""Unicode's own tables of names, as they come with Babel, in the active language."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language


def active_locale() -> Locale:
    """That of our own language where Unicode does not know the active one."""
    return _locale(get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except UnknownLocaleError:
        return Locale.parse(settings.LANGUAGE_CODE, sep="-")
