"""How a script writes wall times: a day of the board, or a date."""

import re
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from sessions.enums import Opening
from sessions.script.fields import TIME_SCHEMA, WHOLE_SCHEMA
from sessions.script.scalars import as_date, as_text, as_time, as_whole_number, wrong
from sessions.timetable.wall_time import WallTime

LATEST_DAY = 999
BY_PROGRESS_OR_HAND = (Opening.AFTER_PREVIOUS, Opening.BY_HAND)
_WHICH = re.compile(r"(?P<time>.*?)\s*\((?P<which>first|second)\)")
_FOLDS = ("first", "second")


def read_wall_time(value: Any) -> WallTime:
    """`{day: 4, at: "14:00"}` or `2021-03-26 09:00`.

    In the night the clocks go back, `01:30 (first)` or `(second)` says which. Raises
    PydanticCustomError in plain words.
    """
    if isinstance(value, WallTime):
        return value
    if isinstance(value, dict):
        return _of_a_day(value)
    if not isinstance(value, str):
        raise wrong(_no_time())
    day, _blank, clock = as_text(value).partition(" ")
    if not clock:
        raise wrong(_no_time())
    at, fold = _with_fold(clock)
    return WallTime(at=as_time(at), on=as_date(day), fold=fold)


def _of_a_day(value: dict[str, Any]) -> WallTime:
    if set(value) != {"day", "at"}:
        raise wrong(_no_time())
    day = as_whole_number(value["day"])
    if not 1 <= day <= LATEST_DAY:
        raise wrong(
            _("There is no day %(day)s: days count from 1, and to %(last)s at most.")
            % {"day": day, "last": LATEST_DAY}
        )
    at, fold = _with_fold(as_text(value["at"]))
    return WallTime(at=as_time(at), day=day, fold=fold)


def _with_fold(clock: str) -> tuple[str, int | None]:
    found = _WHICH.fullmatch(clock)
    return (found["time"], _FOLDS.index(found["which"])) if found else (clock.strip(), None)


def _no_time() -> str:
    return _(
        "This is no point in time: write a day of the board as {day: 4, at: “14:00”}, or a date"
        " and time as 2021-03-26 09:00."
    ).translate({ord("“"): '"', ord("”"): '"'})


def read_opening(value: Any) -> WallTime | Opening:
    """A wall time, or one of the openings that need none."""
    if value in BY_PROGRESS_OR_HAND:
        return Opening(value)
    try:
        return read_wall_time(value)
    except PydanticCustomError as error:
        raise wrong(f"{error.message()} {_('Or write after_previous, or by_hand.')}") from None


def write_wall_time(when: WallTime) -> str | dict[str, Any]:
    """The script form that `read_wall_time` reads back as an equal wall time."""
    on_the_minute = when.at.second == when.at.microsecond == 0
    at = when.at.isoformat("minutes" if on_the_minute else "auto")
    clock = at if when.fold is None else f"{at} ({_FOLDS[when.fold]})"
    return f"{when.on} {clock}" if when.on is not None else {"day": when.day, "at": clock}


def write_opening(opening: WallTime | Opening) -> str | dict[str, Any]:
    return opening.value if isinstance(opening, Opening) else write_wall_time(opening)


_DAY_SCHEMA = {
    "type": "object",
    "properties": {"day": WHOLE_SCHEMA | {"description": "1 is the first."}, "at": TIME_SCHEMA},
    "required": ["day", "at"],
    "additionalProperties": False,
}
_DATE_SCHEMA = {
    "type": "string",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2} +[0-9]{1,2}:[0-9]{2}",
    "description": "A date and time, such as 2021-03-26 09:00.",
}
Moment = Annotated[
    WallTime,
    PlainValidator(read_wall_time),
    PlainSerializer(write_wall_time),
    WithJsonSchema({"anyOf": [_DAY_SCHEMA, _DATE_SCHEMA]}),
]
OpeningMoment = Annotated[
    WallTime | Opening,
    PlainValidator(read_opening),
    PlainSerializer(write_opening),
    WithJsonSchema(
        {"anyOf": [_DAY_SCHEMA, _DATE_SCHEMA, {"enum": [o.value for o in BY_PROGRESS_OR_HAND]}]}
    ),
]
