"""One choice in each row: of a point on a scale, or of a column."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from participants.kinds.base import AnswerForm, AnsweringKind
from participants.kinds.charts import Bar, Chart, Given, Tally
from participants.kinds.content import AnswerContent, Fields, ValueContent
from participants.kinds.order import in_order_for
from participants.kinds.scale import end_of, points_of, spread_over
from sessions.enums import ItemKind, Kind
from sessions.kinds.base import items_of
from sessions.models import QuestionItem, QuestionVersion


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a column; `means` are the words at an end of a scale."""

    value: str
    label: str
    means: str = ""


def box_of(row: QuestionItem) -> str:
    return f"row-{row.pk}"


def is_on_a_scale(version: QuestionVersion) -> bool:
    return version.settings.get("to") is not None


class GridForm(AnswerForm):
    @property
    def heads(self) -> list[Head]:
        """In the guide's order, whatever that of the rows."""
        if not is_on_a_scale(self.version):
            columns = items_of(self.version, ItemKind.COLUMN)
            return [Head(str(column.pk), column.text) for column in columns]
        points = points_of(self.version)
        ends = {points[0]: self.low_end, points[-1]: self.high_end}
        return [Head(str(point), str(point), ends.get(point, "")) for point in points]

    @property
    def low_end(self) -> str:
        return end_of(self.version, ItemKind.LOW_END)

    @property
    def high_end(self) -> str:
        return end_of(self.version, ItemKind.HIGH_END)

    def boxes(self) -> dict[str, forms.Field]:
        choices = [(head.value, head.label) for head in self.heads]
        rows = items_of(self.version, ItemKind.ROW)
        return {
            box_of(row): forms.ChoiceField(
                label=row.text,
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose one in this row.")},
            )
            for row in in_order_for(self.participant, self.version, rows)
        }

    def content(self) -> AnswerContent:
        columns = {str(one.pk): one for one in items_of(self.version, ItemKind.COLUMN)}
        return AnswerContent(
            text="",
            values=tuple(
                _value(row, self.cleaned_data[box_of(row)], columns)
                for row in items_of(self.version, ItemKind.ROW)
            ),
        )


def _value(row: QuestionItem, chosen: str, columns: Mapping[str, QuestionItem]) -> ValueContent:
    if chosen in columns:
        return ValueContent(row, column=columns[chosen])
    return ValueContent(row, number=int(chosen))


class Grid(AnsweringKind):
    kind = Kind.GRID
    form_class = GridForm
    is_closed = True

    def fields_from(self, version: QuestionVersion, content: AnswerContent) -> Fields:
        said = {value.item.key: value for value in content.values if value.item}
        now_offered = _offered(version)
        return {
            box_of(row): [now_offered[_choice(said[row.key])]]
            for row in items_of(version, ItemKind.ROW)
            if row.key in said and _choice(said[row.key]) in now_offered
        }

    def lines(self, content: AnswerContent) -> list[str]:
        return [
            f"{value.item.text}: {value.column.text if value.column else value.number}"
            for value in content.values
            if value.item
        ]

    def charts(self, version: QuestionVersion, tally: Tally) -> tuple[Chart, ...]:
        """A chart for each row, over those who had it before them."""
        rows = items_of(version, ItemKind.ROW)
        counted = self.counted_by_row(version, tally.given)
        return tuple(
            _chart(version, row.text, {_point_or_column(one): tally.given[one] for one in values})
            for row, values in zip(rows, counted, strict=True)
        )

    def counted_by_row(
        self, version: QuestionVersion, given: Iterable[Given]
    ) -> Sequence[Sequence[Given]]:
        offered = _offered(version)
        counted: defaultdict[str, list[Given]] = defaultdict(list)
        for value in given:
            if _point_or_column(value) in offered:
                counted[value.key].append(value)
        return [counted[row.key] for row in items_of(version, ItemKind.ROW)]


def _choice(value: ValueContent) -> str | int | None:
    """What was chosen in a row, whatever version of the question it was chosen in."""
    return value.column.key if value.column else value.number


def _point_or_column(value: Given) -> str | int | None:
    return value.column or value.number


def _offered(version: QuestionVersion) -> Mapping[str | int | None, str]:
    """What can be chosen in each row of this version, and what a form calls it."""
    if is_on_a_scale(version):
        return {point: str(point) for point in points_of(version)}
    return {column.key: str(column.pk) for column in items_of(version, ItemKind.COLUMN)}


def _chart(version: QuestionVersion, title: str, chosen: Mapping[str | int | None, int]) -> Chart:
    if is_on_a_scale(version):
        bars, axis = spread_over(version, chosen)
    else:
        columns = items_of(version, ItemKind.COLUMN)
        bars = tuple(Bar(column.text, chosen.get(column.key, 0)) for column in columns)
        axis = None
    out_of = sum(bar.count for bar in bars)
    return Chart(bars=bars, out_of=out_of, title=title, axis=axis, is_row=True)
