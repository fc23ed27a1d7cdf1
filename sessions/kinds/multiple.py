"""Several choices among options."""

from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import Field, ValidationInfo, field_validator

from sessions.enums import ItemKind, Kind
from sessions.kinds.base import ItemDraft, QuestionKind, Settings, items_of
from sessions.kinds.options import MOST_OPTIONS, ChoiceScript, option_items, options_of
from sessions.kinds.pace import longer_reading, texts_of
from sessions.models import QuestionVersion
from sessions.script.fields import Between, Flag, WholeNumber
from sessions.script.scalars import wrong

# To read a short question and weigh a handful of options, each by itself; more take more.
MINUTES = 0.75
A_HANDFUL = 6
MINUTES_A_FURTHER_OPTION = 0.05


Choices = Annotated[WholeNumber, Between(1, MOST_OPTIONS + 1)]


class MultipleSettings(Settings):
    min_choices: int = 1
    max_choices: int | None = None
    other: bool = False
    shuffle: bool = False


class MultipleScript(ChoiceScript):
    kind: Literal["multiple"]
    other: Flag = Field(False, description="Whether one may write another answer.")
    min_choices: Choices = Field(1, description="At least so many.")
    max_choices: Choices | None = Field(None, description="At most so many.")

    @field_validator("min_choices", "max_choices")
    @classmethod
    def _no_more_than_there_are(cls, count: int | None, info: ValidationInfo) -> int | None:
        options = info.data.get("options")
        if options is None or count is None:
            return count
        there = len(options) + bool(info.data.get("other"))
        if count > there:
            raise wrong(
                _("%(count)s choices cannot be made: there are %(there)s.")
                % {"count": count, "there": there}
            )
        return count

    @field_validator("max_choices")
    @classmethod
    def _no_fewer_than_asked_for(cls, most: int | None, info: ValidationInfo) -> int | None:
        least = info.data.get("min_choices", 1)
        if most is not None and most < least:
            raise wrong(
                _("At most %(most)s and at least %(least)s choices cannot both be.")
                % {"most": most, "least": least}
            )
        return most


class Multiple(QuestionKind[MultipleScript, MultipleSettings]):
    kind = Kind.MULTIPLE
    script_model = MultipleScript
    settings_model = MultipleSettings

    def settings(self, script: MultipleScript) -> MultipleSettings:
        return MultipleSettings(
            min_choices=script.min_choices,
            max_choices=script.max_choices,
            other=script.other,
            shuffle=script.shuffle,
        )

    def items(self, script: MultipleScript) -> list[ItemDraft]:
        return option_items(script)

    def own_fields(self, version: QuestionVersion) -> dict[str, Any]:
        return {"options": options_of(version)} | self.settings_of(version).to_json()

    def minutes(self, version: QuestionVersion) -> float:
        further = max(0, len(items_of(version, ItemKind.OPTION)) - A_HANDFUL)
        return MINUTES + further * MINUTES_A_FURTHER_OPTION + longer_reading(texts_of(version))
