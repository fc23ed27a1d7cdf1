"""The types of a script's scalars: how each is read, and what an editor may let pass.

The published schema is held against what an editor's own YAML reader made of the file, so it is
wider than the readers: a text may look like a number or a truth value there.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import (
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from sessions.script.scalars import (
    DURATION,
    KEY,
    LONGEST_ADDRESS,
    LONGEST_KEY,
    LONGEST_LINE,
    as_address,
    as_colour,
    as_country,
    as_date,
    as_duration,
    as_flag,
    as_key,
    as_language,
    as_line,
    as_prose,
    as_time,
    as_whole_number,
    as_zone,
    duration_text,
    wrong,
)

TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "number", "boolean"]}
TIME_SCHEMA: dict[str, Any] = {
    "type": ["string", "integer"],
    "pattern": r"^[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?( ?\((first|second)\))?$",
    "description": "Time of day, such as 09:00.",
}
COLOUR_SCHEMA: dict[str, Any] = {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}
WHOLE_SCHEMA: dict[str, Any] = {"type": ["integer", "string"], "pattern": "^[+-]?[0-9]+$"}


@dataclass(frozen=True)
class AtMost:
    """How many characters a text may have, for the reader and for the published schema."""

    characters: int

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema) | {"maxLength": self.characters}

    def check(self, text: str) -> str:
        if len(text) > self.characters:
            raise wrong(
                _("This is too long: it has %(there)s characters, and %(most)s are the most.")
                % {"there": len(text), "most": self.characters}
            )
        return text


@dataclass(frozen=True)
class Between:
    """A whole number's bounds, both allowed, for the reader and for the published schema."""

    least: int
    most: int

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema) | {"minimum": self.least, "maximum": self.most}

    def check(self, number: int) -> int:
        if not self.least <= number <= self.most:
            raise wrong(
                _("%(number)s cannot be: it must be from %(least)s to %(most)s.")
                % {"number": number, "least": self.least, "most": self.most}
            )
        return number


Prose = Annotated[str, BeforeValidator(as_prose), WithJsonSchema(TEXT_SCHEMA)]
Line = Annotated[
    str,
    BeforeValidator(as_line),
    WithJsonSchema(TEXT_SCHEMA),
    AtMost(LONGEST_LINE),
]
Key = Annotated[
    str,
    BeforeValidator(as_key),
    WithJsonSchema(TEXT_SCHEMA | {"pattern": f"^{KEY.pattern}$", "maxLength": LONGEST_KEY}),
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
    PlainSerializer(duration_text),
    WithJsonSchema({"type": "string", "pattern": f"^{DURATION.pattern}$"}),
]
Zone = Annotated[str, BeforeValidator(as_zone), WithJsonSchema({"type": "string"})]
Country = Annotated[
    str, BeforeValidator(as_country), WithJsonSchema({"type": ["string", "boolean"]})
]
Colour = Annotated[str, BeforeValidator(as_colour), WithJsonSchema(COLOUR_SCHEMA)]
Language = Annotated[
    str, BeforeValidator(as_language), WithJsonSchema({"type": ["string", "boolean"]})
]
Address = Annotated[
    str, BeforeValidator(as_address), WithJsonSchema({"type": "string"}), AtMost(LONGEST_ADDRESS)
]
