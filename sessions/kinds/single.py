"""One choice among options."""

from typing import Any, Literal

from pydantic import Field

from sessions.enums import Kind
from sessions.kinds.base import ItemDraft, QuestionKind, Settings
from sessions.kinds.options import ChoiceScript, option_items, options_of
from sessions.kinds.pace import longer_reading, texts_of
from sessions.models import QuestionVersion
from sessions.script.fields import Flag

# To read a short question with its options, and choose.
MINUTES = 0.5


class SingleSettings(Settings):
    other: bool = False
    shuffle: bool = False


class SingleScript(ChoiceScript):
    kind: Literal["single"]
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
        return {"options": options_of(version)} | self.settings_of(version).to_json()

    def minutes(self, version: QuestionVersion) -> float:
        return MINUTES + longer_reading(texts_of(version))
