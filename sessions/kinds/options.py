"""Options as kinds that offer a choice share them."""

from typing import Any

from django.utils.translation import gettext as _
from pydantic import Field, GetJsonSchemaHandler, field_validator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from sessions.enums import ItemKind
from sessions.kinds.base import ItemDraft, QuestionScript, items_of, no_text_twice
from sessions.kinds.keys import keys_for, keys_to_write
from sessions.models import QuestionVersion
from sessions.script.base import ScriptModel
from sessions.script.fields import TEXT_SCHEMA, Flag, Key, Line
from sessions.script.scalars import wrong

MOST_OPTIONS = 50


class OptionScript(ScriptModel):
    """An option is its text, or its text with a key and marks."""

    key: Key | None = None
    text: Line
    pinned: Flag = Field(False, description="Keeps its place when the order is shuffled.")
    exclusive: Flag = Field(False, description="Choosing it clears the others.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [TEXT_SCHEMA, handler(schema)]}


class ChoiceScript(QuestionScript):
    """A question whose answer is made of options."""

    options: list[OptionScript] = Field(min_length=2, max_length=MOST_OPTIONS)
    shuffle: Flag = Field(False, description="Whether each person sees another order.")

    @field_validator("options")
    @classmethod
    def _told_apart(cls, options: list[OptionScript]) -> list[OptionScript]:
        no_text_twice([option.text for option in options])
        given = [option.key for option in options if option.key]
        for key in given:
            if given.count(key) > 1:
                raise wrong(_("The key %(key)s names two options.") % {"key": key})
        return options


def option_items(script: ChoiceScript) -> list[ItemDraft]:
    keys = keys_for([(option.key, option.text) for option in script.options], kind=ItemKind.OPTION)
    return [
        ItemDraft(
            ItemKind.OPTION,
            key,
            option.text,
            pinned=option.pinned,
            exclusive=option.exclusive,
        )
        for key, option in zip(keys, script.options, strict=True)
    ]


def options_of(version: QuestionVersion) -> list[dict[str, Any]]:
    """A version's options in script form."""
    items = items_of(version, ItemKind.OPTION)
    keys = keys_to_write([(item.key, item.text) for item in items], kind=ItemKind.OPTION)
    return [
        {"key": key, "text": item.text, "pinned": item.pinned, "exclusive": item.exclusive}
        for key, item in zip(keys, items, strict=True)
    ]
