"""The same numbers as a table: what is true whether or not a picture can be seen."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from participants.kinds.charts import Chart
from participants.kinds.pictures import NOTHING, Group, count_in, decimal, of_all


class Line(NamedTuple):
    label: str
    cells: tuple[str, ...]


class Table(NamedTuple):
    """`heads` has one more than a line has cells: the first is over the labels."""

    caption: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]


def tables_of(groups: Sequence[Group]) -> list[Table]:
    charts = groups[0].charts
    if charts[0].is_vote or charts[0].is_row:
        return _line_by_line(groups)
    heads = (_("Answer"), *_heads(groups))
    lines = [
        Line(bar.label, tuple(_cell(group, bar.label) for group in groups))
        for bar in charts[0].bars
    ]
    if charts[0].axis:
        lines.append(Line(_("Median"), tuple(map(_median, groups))))
    return [Table("", heads, tuple(lines))]


def _heads(groups: Sequence[Group]) -> tuple[str, ...]:
    """The names of the groups; over the numbers of a single one, what they are."""
    if len(groups) > 1:
        return tuple(group.name for group in groups)
    return (_("Put first by") if groups[0].charts[0].means else _("How many"),)


def _cell(group: Group, label: str) -> str:
    if not group.charts:
        return group.instead
    (chart,) = group.charts
    figure = of_all(count_in(chart, label), chart.out_of)
    if not chart.means:
        return figure
    means = {bar.label: mean for bar, mean in zip(chart.bars, chart.means, strict=True)}
    return _("%(figure)s; mean place %(mean)s") % {
        "figure": figure,
        "mean": decimal(means.get(label)),
    }


def _median(group: Group) -> str:
    if not group.charts:
        return group.instead
    axis = group.charts[0].axis
    return decimal(axis.median if axis else None)


def _line_by_line(groups: Sequence[Group]) -> list[Table]:
    """A line for each statement or row; of several groups, a table of each with theirs."""
    charts = groups[0].charts
    heads = _heads_of_counts(charts[0])
    if len(groups) == 1:
        what = _("Statement") if charts[0].is_vote else _("Row")
        lines = tuple(Line(chart.title, _counts(chart)) for chart in charts)
        return [Table("", (what, *heads), lines)]
    return [
        Table(
            chart.title,
            (_("Who"), *heads),
            tuple(_line_of(group, at, len(heads)) for group in groups),
        )
        for at, chart in enumerate(charts)
    ]


def _heads_of_counts(chart: Chart) -> tuple[str, ...]:
    median = (_("Median"),) if chart.axis else ()
    return (
        *(bar.label for bar in chart.bars),
        *median,
        _("Votes") if chart.is_vote else _("Answers"),
    )


def _line_of(group: Group, at: int, number: int) -> Line:
    chart = group.charts[at] if group.charts else None
    instead = chart.instead if chart else group.instead
    untold = (instead, *[NOTHING] * (number - 1))
    return Line(group.name, _counts(chart) if chart and not instead else untold)


def _counts(chart: Chart) -> tuple[str, ...]:
    median = (decimal(chart.axis.median),) if chart.axis else ()
    return (*(str(bar.count) for bar in chart.bars), *median, str(chart.out_of))
