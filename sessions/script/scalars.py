"""Reading one scalar of a script: the text a facilitator typed, or plain words on what is wrong.

A YAML reader's own guesses play no part: every scalar arrives as text and is typed here. What
has the right type already is let through.
"""

import re
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import slugify
from django.utils.translation import gettext as _
from pydantic_core import PydanticCustomError

from bulletin.colours import COLOUR
from bulletin.text import zones
from bulletin.text.plain import clean
from sessions.script.hints import did_you_mean
from sessions.script.languages import canonical_language
from sessions.timetable.days_off import countries, is_known, parts_of

OUR_ERROR = "script"
LONGEST_KEY = 64
LONGEST_LINE = 200
LONGEST_ADDRESS = 254
YEARS = range(2000, 2101)
KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_WHOLE = re.compile(r"[+-]?\d{1,9}")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2}(\.\d{1,6})?)?")
DURATION = re.compile(r"(\d{1,4})\s*(hour|day|week)s?")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def wrong(message: str) -> PydanticCustomError:
    """An error whose message is already in a facilitator's words."""
    return PydanticCustomError(OUR_ERROR, "{message}", {"message": message})


def as_text(value: Any) -> str:
    if not isinstance(value, str):
        raise wrong(_("Write a text here, not a list or a block of further lines."))
    return clean(value)


def as_prose(value: Any) -> str:
    """Text of one or more lines that is not empty."""
    text = as_text(value)
    if not text:
        raise wrong(
            _("This is empty. Write a text here, or take the line away if it is not needed.")
        )
    return text


def as_line(value: Any) -> str:
    return " ".join(as_prose(value).split())


def as_key(value: Any) -> str:
    text = as_text(value)
    if KEY.fullmatch(text) and len(text) <= LONGEST_KEY:
        return text
    suggestion = slugify(text)[:LONGEST_KEY].strip("-_")
    if suggestion and KEY.fullmatch(suggestion):
        raise wrong(
            _("“%(key)s” is no key: small letters, digits and hyphens, such as %(suggestion)s.")
            % {"key": text, "suggestion": suggestion}
        )
    raise wrong(_("A key is made of small letters, digits and hyphens, such as first-part."))


def as_flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = as_text(value)
    try:
        return _TRUTH[text.lower()]
    except KeyError:
        raise wrong(_("“%(text)s” must be true or false.") % {"text": text}) from None


def as_whole_number(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = as_text(value)
    if not _WHOLE.fullmatch(text):
        raise wrong(_("“%(text)s” must be a whole number, such as 3.") % {"text": text})
    return int(text)


def as_date(value: Any) -> date:
    if isinstance(value, date):
        return value
    text = as_text(value)
    try:
        day = date.fromisoformat(text) if len(text) == len("2021-03-26") else None
    except ValueError:
        day = None
    if day is None:
        raise wrong(
            _("“%(text)s” is no date: write year, month and day, such as 2021-03-26.")
            % {"text": text}
        )
    if day.year not in YEARS:
        raise wrong(_("The year %(year)s cannot be right.") % {"year": day.year})
    return day


def as_time(value: Any) -> time:
    if isinstance(value, time):
        return value
    text = as_text(value)
    try:
        return time.fromisoformat(text.zfill(5)) if _CLOCK.fullmatch(text) else _no_time(text)
    except ValueError:
        return _no_time(text)


def _no_time(text: str) -> time:
    raise wrong(
        _("“%(text)s” is no time of day: write hours and minutes, such as 14:00.") % {"text": text}
    )


def as_duration(value: Any) -> timedelta:
    if isinstance(value, timedelta):
        return value
    text = as_text(value)
    found = DURATION.fullmatch(text)
    if not found:
        raise wrong(
            _("“%(text)s” must be a number of hours, days or weeks, such as 3 days.")
            % {"text": text}
        )
    return timedelta(**{f"{found[2]}s": int(found[1])})


def duration_text(duration: timedelta) -> str:
    """`3 days`, or hours where that is no whole number of days."""
    hours = round(duration / timedelta(hours=1))
    count, unit = (hours // 24, "day") if hours % 24 == 0 else (hours, "hour")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def as_zone(value: Any) -> str:
    text = as_text(value)
    if not zones.is_zone(text):
        raise wrong(
            _("“%(zone)s” is no time zone; write one such as Europe/London.") % {"zone": text}
            + did_you_mean(text, zones.known())
        )
    return text


def as_country(value: Any) -> str:
    """A country whose holidays are known, or a part of one; nothing at all for none."""
    text = as_text(value)
    if text and not is_known(text):
        raise wrong(_no_country(text))
    return text


def as_colour(value: Any) -> str:
    """`#rrggbb`, in small letters."""
    text = as_text(value).lower()
    if not COLOUR.fullmatch(text):
        raise wrong(_("“%(text)s” is no colour: write it in quotes as “#7a3b69”.") % {"text": text})
    return text


def _no_country(text: str) -> str:
    country, hyphen, _part = text.partition("-")
    if hyphen and is_known(country):
        parts = ", ".join(parts_of(country)) or _("none")
        return _(
            "“%(text)s” is no part of %(country)s whose holidays are known. Known are: %(parts)s."
        ) % {"text": text, "country": country, "parts": parts}
    return _("“%(text)s” is no country whose holidays are known; write a code such as GB.") % {
        "text": text
    } + did_you_mean(text, countries())


def as_language(value: Any) -> str:
    text = as_text(value)
    language = canonical_language(text)
    if language is None:
        raise wrong(
            _("“%(language)s” is no language code; write one such as en-GB, fr or pt-BR.")
            % {"language": text}
        )
    return language


def as_address(value: Any) -> str:
    text = as_text(value)
    try:
        validate_email(text)
    except ValidationError:
        raise wrong(
            _("“%(address)s” is no e-mail address; it looks like name@example.org.")
            % {"address": text}
        ) from None
    return text
