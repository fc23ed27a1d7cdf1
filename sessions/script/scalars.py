"""The scalars of a script: each reads the text a facilitator typed and says plainly what is wrong.

A YAML reader's own guesses play no part: every scalar arrives as text and is typed here. The
published schema, which editors hold against what *their* reader made of it, is therefore wider:
a text may look like a number or a truth value there.
"""

import re
import zoneinfo
from datetime import date, time, timedelta
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import slugify
from django.utils.translation import gettext as _
from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from bulletin.text.plain import clean
from sessions.script.hints import did_you_mean
from sessions.script.languages import canonical_language

OUR_ERROR = "script"
LONGEST_KEY = 64
YEARS = range(2000, 2101)
_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_WHOLE = re.compile(r"[+-]?\d{1,9}")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2}(\.\d{1,6})?)?")
_DURATION = re.compile(r"(\d{1,4})\s*(hour|day|week)s?")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}

TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "number", "boolean"]}
TIME_SCHEMA: dict[str, Any] = {
    "type": ["string", "integer"],
    "pattern": r"^[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?( ?\((first|second)\))?$",
    "description": "Time of day, such as 09:00.",
}
WHOLE_SCHEMA: dict[str, Any] = {"type": ["integer", "string"], "pattern": "^[+-]?[0-9]+$"}


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
        raise wrong(_("This is empty. Write a text, or leave the line out."))
    return text


def as_line(value: Any) -> str:
    return " ".join(as_prose(value).split())


def as_key(value: Any) -> str:
    text = as_text(value)
    if _KEY.fullmatch(text) and len(text) <= LONGEST_KEY:
        return text
    suggestion = slugify(text)[:LONGEST_KEY].strip("-_")
    if suggestion and _KEY.fullmatch(suggestion):
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
    found = _DURATION.fullmatch(text)
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
    known = zoneinfo.available_timezones()
    if text not in known:
        raise wrong(
            _("“%(zone)s” is no time zone; write one such as Europe/London.") % {"zone": text}
            + did_you_mean(text, known)
        )
    return text


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


Prose = Annotated[str, BeforeValidator(as_prose), WithJsonSchema(TEXT_SCHEMA)]
Line = Annotated[str, BeforeValidator(as_line), Field(max_length=200), WithJsonSchema(TEXT_SCHEMA)]
Key = Annotated[
    str,
    BeforeValidator(as_key),
    WithJsonSchema(TEXT_SCHEMA | {"pattern": f"^{_KEY.pattern}$", "maxLength": LONGEST_KEY}),
]
Flag = Annotated[
    bool,
    BeforeValidator(as_flag),
    WithJsonSchema({"enum": [True, False, "true", "false", "yes", "no", "Yes", "No"]}),
]
WholeNumber = Annotated[int, BeforeValidator(as_whole_number), WithJsonSchema(WHOLE_SCHEMA)]
Date = Annotated[
    date,
    BeforeValidator(as_date),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
TimeOfDay = Annotated[time, BeforeValidator(as_time), WithJsonSchema(TIME_SCHEMA)]
Duration = Annotated[
    timedelta,
    BeforeValidator(as_duration),
    WithJsonSchema({"type": "string", "pattern": f"^{_DURATION.pattern}$"}),
]
Zone = Annotated[str, BeforeValidator(as_zone), WithJsonSchema({"type": "string"})]
Language = Annotated[
    str, BeforeValidator(as_language), WithJsonSchema({"type": ["string", "boolean"]})
]
Address = Annotated[
    str, BeforeValidator(as_address), Field(max_length=254), WithJsonSchema({"type": "string"})
]
