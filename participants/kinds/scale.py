"""One point between two named ends."""

from collections.abc import Mapping
from statistics import median
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from participants.kinds.base import AnswerForm, AnsweringKind
from participants.kinds.charts import Axis, Bar, Chart, Tally
from participants.kinds.content import AnswerContent, Fields, ValueContent
from sessions.enums import ItemKind, Kind
from sessions.kinds.base import items_of
from sessions.models import QuestionVersion


def points_of(version: QuestionVersion) -> range:
    return range(version.settings["from"], version.settings["to"] + 1)


def end_of(version: QuestionVersion, kind: ItemKind) -> str:
    """The words at one end, empty where it has none."""
    return next((item.text for item in items_of(version, kind)), "")


def ends_in_words(version: QuestionVersion) -> str:
    """What the two ends stand for, as far as the guide names them: "1: Not at all; 7: …"."""
    labels = {item.kind: item.text for item in version.items.all()}
    points = {ItemKind.LOW_END: version.settings["from"], ItemKind.HIGH_END: version.settings["to"]}
    return "; ".join(f"{point}: {labels[end]}" for end, point in points.items() if labels.get(end))


def spread_over(
    version: QuestionVersion, chosen: Mapping[Any, int]
) -> tuple[tuple[Bar, ...], Axis]:
    """How often each point of the version's scale was chosen; others are left out."""
    points = tuple(points_of(version))
    low, high = end_of(version, ItemKind.LOW_END), end_of(version, ItemKind.HIGH_END)
    ends = {points[0]: low, points[-1]: high}
    bars = tuple(
        Bar(
            label=f"{point}: {ends[point]}" if ends.get(point) else str(point),
            count=chosen.get(point, 0),
        )
        for point in points
    )
    told = [point for point in points for _one in range(chosen.get(point, 0))]
    return bars, Axis(points, low, high, median(told) if told else None)


class ScaleForm(AnswerForm):
    def boxes(self) -> dict[str, forms.Field]:
        return {
            "point": forms.TypedChoiceField(
                label=_("Your point on the scale"),
                choices=[(str(point), str(point)) for point in points_of(self.version)],
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose a point on the scale.")},
            )
        }

    @property
    def lowest(self) -> int:
        return points_of(self.version)[0]

    @property
    def highest(self) -> int:
        return points_of(self.version)[-1]

    @property
    def low_end(self) -> str:
        return end_of(self.version, ItemKind.LOW_END)

    @property
    def high_end(self) -> str:
        return end_of(self.version, ItemKind.HIGH_END)

    def content(self) -> AnswerContent:
        point = ValueContent(item=None, number=self.cleaned_data["point"])
        return AnswerContent(text="", values=(point,))


class Scale(AnsweringKind):
    kind = Kind.SCALE
    form_class = ScaleForm
    is_closed = True

    def fields_from(self, version: QuestionVersion, content: AnswerContent) -> Fields:
        return {"point": [str(value.number) for value in content.values]}

    def lines(self, content: AnswerContent) -> list[str]:
        return [str(value.number) for value in content.values]

    def charts(self, version: QuestionVersion, tally: Tally) -> tuple[Chart, ...]:
        chosen = {value.number: times for value, times in tally.given.items()}
        bars, axis = spread_over(version, chosen)
        return (Chart(bars=bars, out_of=tally.answers, axis=axis),)
