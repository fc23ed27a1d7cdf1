"""Days on which most people rest: the weekend, and the public holidays of a chosen country."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

import holidays
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from holidays.registry import COUNTRIES

from bulletin.text.cldr import active_locale
from sessions.timetable.working_days import is_working_day

_ONE_DAY = timedelta(days=1)
_CAPITAL_INSIDE = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class DaysOff:
    """Whose, as a script says it: `GB`, or `GB-SCT` for a part of it; empty for weekends alone.

    A country brings its own weekend with it.
    """

    whose: str = ""

    def on(self, day: date) -> str:
        """What that day is called; empty for a working day."""
        if self._holidays is None:
            return "" if is_working_day(day) else _("weekend")
        if day.weekday() in self._holidays.weekend:
            return self._holidays.get(day) or _("weekend")
        return self._holidays.get(day) or ""

    def between(self, first: date, last: date) -> Mapping[date, str]:
        """Those from `first` to `last`, both included, with what they are called."""
        days = (first + _ONE_DAY * number for number in range((last - first).days + 1))
        return {day: name for day in days if (name := self.on(day))}

    def step(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, or before it where `count` is negative.

        None at all is the day itself, or the next working day where it is none.
        """
        if not count:
            return day if not self.on(day) else self.step(day, 1)
        one, left = (_ONE_DAY, count) if count > 0 else (-_ONE_DAY, -count)
        while left:
            day += one
            left -= not self.on(day)
        return day

    def count(self, first: date, last: date) -> int:
        """How many working days `step` goes from `first` to `last`, a working day."""
        low, high = sorted((first, last))
        days = sum(1 for day in _days_after(low, high) if not self.on(day))
        if first <= last:
            return days
        return -sum(1 for day in _days_after(low - _ONE_DAY, high - _ONE_DAY) if not self.on(day))

    @cached_property
    def _holidays(self) -> holidays.HolidayBase | None:
        country, _hyphen, part = self.whose.partition("-")
        if not country:
            return None
        return holidays.country_holidays(
            country, subdiv=part or None, language=_language(country, part)
        )


def countries() -> Mapping[str, str]:
    """Every country whose holidays are known, by its code, named in the active language."""
    names = active_locale().territories
    found = {code: names.get(code, name) for code, name in _countries().items()}
    return dict(sorted(found.items(), key=lambda each: each[1]))


def parts_of(country: str) -> list[str]:
    """The codes of its parts whose holidays differ."""
    return sorted(holidays.list_supported_countries().get(country, ()))


def is_known(whose: str) -> bool:
    country, hyphen, part = whose.partition("-")
    return country in _countries() and (not hyphen or part in parts_of(country))


@cache
def _countries() -> Mapping[str, str]:
    known = holidays.list_supported_countries(include_aliases=False)
    named = {entry[1]: _CAPITAL_INSIDE.sub(" ", entry[0]) for entry in COUNTRIES.values()}
    return {code: name for code, name in named.items() if code in known}


def _language(country: str, part: str) -> str | None:
    """The nearest to the active language of those in which its holidays have names."""
    known = holidays.country_holidays(country, subdiv=part or None).supported_languages
    active = (get_language() or "").partition("-")[0]
    return next((one for one in known if one.partition("_")[0] == active), None)


def _days_after(first: date, last: date) -> Iterator[date]:
    while first < last:
        first += _ONE_DAY
        yield first
