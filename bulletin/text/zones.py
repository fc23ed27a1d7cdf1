"""Time zones by the places that people know them by, in the active language."""

from collections import defaultdict
from functools import lru_cache
from zoneinfo import available_timezones

from babel.core import get_global
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bulletin.text.cldr import active_locale

Choices = list[tuple[str, str | list[tuple[str, str]]]]

_UTC = "UTC"
_KEPT_LANGUAGES = 8


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """Every zone's name: asking the system opens some six hundred files."""
    return frozenset(available_timezones())


def is_zone(name: str) -> bool:
    return name in known()


def current(zone: str) -> str:
    """The name by which this zone goes now: `Asia/Kolkata` for `Asia/Calcutta`."""
    return str(get_global("zone_aliases").get(zone, zone))


def city(zone: str) -> str:
    """`Londres` for Europe/London in French: the name of the place whose clocks these are."""
    known = active_locale().time_zones.get(zone, {})
    # Unicode's tables leave out what is the same as in the zone's own name.
    return str(known.get("city") or zone.rpartition("/")[2].replace("_", " "))


def grouped() -> Choices:
    """Every zone that is named after a place once, by continent and in the order of their names."""
    return _grouped(get_language())


@lru_cache(maxsize=_KEPT_LANGUAGES)
def _grouped(language: str | None) -> Choices:
    """The language, which is the active one, is named because it makes a difference."""
    continents = defaultdict(list)
    for zone in known():
        if "/" in zone and not zone.startswith("Etc/") and zone == current(zone):
            continents[_continent(zone)].append((zone, _within(zone)))
    by_name = [
        (name, sorted(cities, key=lambda one: one[1].casefold()))
        for name, cities in sorted(continents.items())
    ]
    return [(_UTC, _UTC), *by_name]


def _continent(zone: str) -> str:
    """In words."""
    first = zone.partition("/")[0]
    continents = {
        "Africa": _("Africa"),
        "America": _("America"),
        "Antarctica": _("Antarctica"),
        "Arctic": _("Arctic"),
        "Asia": _("Asia"),
        "Atlantic": _("Atlantic"),
        "Australia": _("Australia"),
        "Europe": _("Europe"),
        "Indian": _("Indian Ocean"),
        "Pacific": _("Pacific"),
    }
    return continents.get(first, first)


def _within(zone: str) -> str:
    """`Louisville, Kentucky`: the place, and the region where its name needs and lacks that."""
    _first, *regions, _last = zone.replace("_", " ").split("/")
    place = city(zone)
    return place if any(mark in place for mark in ",([") else ", ".join([place, *reversed(regions)])
