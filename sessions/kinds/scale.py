"""A number on a scale whose two ends have words."""

from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import Field, ValidationInfo, field_validator

from sessions.enums import ItemKind, Kind
from sessions.kinds.base import DiaryScript, ItemDraft, QuestionKind, Settings, items_of
from sessions.kinds.pace import longer_reading, texts_of
from sessions.models import QuestionVersion
from sessions.script.base import ScriptModel
from sessions.script.fields import Between, Line, WholeNumber
from sessions.script.scalars import wrong

# To read a short question with the words at both ends, and choose.
MINUTES = 0.5
MOST_POINTS = 11
FURTHEST_END = 100
LOW, HIGH = "low", "high"


End = Annotated[WholeNumber, Between(-FURTHEST_END, FURTHEST_END)]


class ScaleSettings(Settings):
    from_: int = Field(alias="from")
    to: int


class EndsScript(ScriptModel):
    """A scale's ends: whole numbers, and what each means."""

    from_: End = Field(alias="from")
    to: End
    low: Line
    high: Line

    @field_validator("to")
    @classmethod
    def _a_few_points_up(cls, to: int, info: ValidationInfo) -> int:
        start = info.data.get("from_")
        if start is None:
            return to
        if to <= start:
            raise wrong(
                _("A scale runs upwards: %(to)s must be more than %(from)s.")
                % {"to": to, "from": start}
            )
        if to - start + 1 > MOST_POINTS:
            raise wrong(
                _("From %(from)s to %(to)s are too many points; %(most)s are the most.")
                % {"from": start, "to": to, "most": MOST_POINTS}
            )
        return to


def end_items(ends: EndsScript) -> list[ItemDraft]:
    return [
        ItemDraft(ItemKind.LOW_END, LOW, ends.low),
        ItemDraft(ItemKind.HIGH_END, HIGH, ends.high),
    ]


def ends_of(version: QuestionVersion) -> dict[str, str]:
    """The words of a version's two ends in script form."""
    (low,) = items_of(version, ItemKind.LOW_END)
    (high,) = items_of(version, ItemKind.HIGH_END)
    return {LOW: low.text, HIGH: high.text}


class ScaleScript(DiaryScript):
    kind: Literal["scale"]
    scale: EndsScript


class Scale(QuestionKind[ScaleScript, ScaleSettings]):
    kind = Kind.SCALE
    script_model = ScaleScript
    settings_model = ScaleSettings

    def settings(self, script: ScaleScript) -> ScaleSettings:
        return ScaleSettings(from_=script.scale.from_, to=script.scale.to)

    def items(self, script: ScaleScript) -> list[ItemDraft]:
        return end_items(script.scale)

    def own_fields(self, version: QuestionVersion) -> dict[str, Any]:
        return {"scale": self.settings_of(version).to_json() | ends_of(version)}

    def minutes(self, version: QuestionVersion) -> float:
        return MINUTES + longer_reading(texts_of(version))
