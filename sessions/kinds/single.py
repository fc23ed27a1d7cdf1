"""One choice among options."""

from typing import Any, Literal

from pydantic import Field

from sessions.enums import ItemKind, Kind
from sessions.kinds.base import ItemDraft, QuestionKind, Settings, items_of
from sessions.kinds.options import (
    MOST_OPTIONS,
    ChoiceScript,
    OptionScript,
    option_items,
    options_of,
)
from sessions.kinds.pace import longer_reading, texts_of
from sessions.models import QuestionVersion
from sessions.script.fields import Flag, Key, Line

# To read a short question with its options, and choose.
MINUTES = 0.5


class SingleSettings(Settings):
    other: bool = False
    shuffle: bool = False


class RoutingOptionScript(OptionScript):
    """An option is its text, or its text with a key, marks and where it leads."""

    segment: Line | None = Field(
        None, description="Whoever chooses it comes to hold this value of the set in `routes`."
    )


class SingleScript(ChoiceScript):
    kind: Literal["single"]
    routes: Key | None = Field(
        None, description="A segment set: options may say which of its values they lead to."
    )
    options: list[RoutingOptionScript] = Field(  # type: ignore[assignment]  # only read
        min_length=2, max_length=MOST_OPTIONS
    )
    other: Flag = Field(False, description="Whether one may write another answer.")


class Single(QuestionKind[SingleScript, SingleSettings]):
    kind = Kind.SINGLE
    script_model = SingleScript
    settings_model = SingleSettings

    def settings(self, script: SingleScript) -> SingleSettings:
        return SingleSettings(other=script.other, shuffle=script.shuffle)

    def items(self, script: SingleScript) -> list[ItemDraft]:
        return option_items(script)

    def own_fields(self, version: QuestionVersion) -> dict[str, Any]:
        options, routes = options_of(version), {}
        for option, item in zip(options, items_of(version, ItemKind.OPTION), strict=True):
            if item.routes_to:
                option["segment"] = item.routes_to.value
                routes = {"routes": item.routes_to.segment_set.key}
        return {"options": options} | routes | self.settings_of(version).to_json()

    def minutes(self, version: QuestionVersion) -> float:
        return MINUTES + longer_reading(texts_of(version))
