"""Options as kinds that offer a choice share them."""

from typing import Any

from django.utils.translation import gettext as _
from pydantic import Field, field_validator

from sessions.enums import ItemKind
from sessions.kinds.base import ItemDraft, QuestionScript, items_of
from sessions.kinds.items import ItemScript, told_apart, written_items
from sessions.kinds.keys import keys_for
from sessions.models import QuestionVersion
from sessions.script.fields import Flag, Key, Line

MOST_OPTIONS = 50


class OptionScript(ItemScript):
    """An option is its text, or its text with a key and marks."""

    text: Line
    pinned: Flag = Field(False, description="Keeps its place when the order is shuffled.")
    exclusive: Flag = Field(False, description="Choosing it clears the others.")
    picture: Key | None = Field(
        None, description="What the board's guide calls a picture, which the text describes."
    )


class ChoiceScript(QuestionScript):
    """A question whose answer is made of options."""

    options: list[OptionScript] = Field(min_length=2, max_length=MOST_OPTIONS)
    shuffle: Flag = Field(False, description="Whether each person sees another order.")

    @field_validator("options")
    @classmethod
    def _told_apart(cls, options: list[OptionScript]) -> list[OptionScript]:
        told_apart(options, _("The key %(key)s names two options."))
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
            picture=option.picture or "",
            segment=getattr(option, "segment", None) or "",
        )
        for key, option in zip(keys, script.options, strict=True)
    ]


def options_of(version: QuestionVersion) -> list[dict[str, Any]]:
    """A version's options in script form."""
    written = written_items(version, ItemKind.OPTION, "pinned", "exclusive")
    for entry, item in zip(written, items_of(version, ItemKind.OPTION), strict=True):
        if item.picture:
            entry["picture"] = item.picture.key
    return written
