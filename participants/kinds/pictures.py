"""The answers to one closed question as a picture, of all or of groups beside one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bulletin.drawing.bars import Bar as DrawnBar
from bulletin.drawing.bars import Row as BarRow
from bulletin.drawing.bars import draw_bars
from bulletin.drawing.canvas import Frame
from bulletin.drawing.cells import Line as CellLine
from bulletin.drawing.cells import Row as CellRow
from bulletin.drawing.cells import draw_cells
from bulletin.drawing.columns import Panel, Scale, draw_columns
from bulletin.drawing.shares import Row as ShareRow
from bulletin.drawing.shares import Split, draw_shares
from bulletin.text.numbers import one_decimal
from participants.kinds.charts import Axis, Chart

NOTHING = "\N{EN DASH}"
_KEPT_PICTURES = 512


@dataclass(frozen=True, slots=True)
class Group:
    """People whose answers stand beside others'; of one question all, in its wording now.

    One whose numbers are not told has no charts, and `instead` says why: a table says it, a
    picture leaves it out. The first group is always told.
    """

    name: str
    charts: tuple[Chart, ...]
    instead: str = ""


def picture_of(frame: Frame, groups: Sequence[Group]) -> SafeString:
    told = tuple(group for group in groups if group.charts)
    return _kept_picture(frame, told, get_language())


@lru_cache(maxsize=_KEPT_PICTURES)
def _kept_picture(frame: Frame, groups: tuple[Group, ...], language: str | None) -> SafeString:
    """A pure function of what is given; the language is named because it makes a difference."""
    charts = groups[0].charts
    if charts[0].is_row:
        return _grid(frame, groups)
    if charts[0].axis:
        return draw_columns(frame, _scale(charts[0].axis), [_panel(group) for group in groups])
    if charts[0].is_vote:
        votes = [bar.label for bar in charts[0].bars]
        return draw_shares(frame, votes, [_statement(groups, at) for at in range(len(charts))])
    return draw_bars(frame, [_bar_row(groups, bar.label) for bar in charts[0].bars])


def explained(chart: Chart) -> str:
    """What the picture of this kind of chart shows, where that is not plain to see."""
    if chart.axis:
        return _("The triangle marks the median.")
    if chart.means:
        return _(
            "The bars show how many put each one first; the order is that of the mean place,"
            " where 1 is first."
        )
    return ""


def of_all(count: int, out_of: int) -> str:
    return _("%(count)d of %(all)d") % {"count": count, "all": out_of}


def decimal(number: float | None) -> str:
    """`4`, `4.5`: with a decimal at most, in the active language; a dash for none."""
    return NOTHING if number is None else one_decimal(number)


def count_in(chart: Chart, label: str) -> int:
    return next((bar.count for bar in chart.bars if bar.label == label), 0)


def _bar_row(groups: Sequence[Group], label: str) -> BarRow:
    return BarRow(label, tuple(_bar(group, label) for group in groups))


def _bar(group: Group, label: str) -> DrawnBar:
    (chart,) = group.charts
    count = count_in(chart, label)
    share = count / chart.out_of if chart.out_of else 0
    return DrawnBar(share, of_all(count, chart.out_of), group.name)


def _scale(axis: Axis) -> Scale:
    return Scale(axis.points, axis.low, axis.high)


def _panel(group: Group) -> Panel:
    (chart,) = group.charts
    assert chart.axis is not None
    counts = tuple(bar.count for bar in chart.bars)
    return Panel(counts, chart.axis.median, _median_of(chart.axis, chart), group.name)


def _median_of(axis: Axis, chart: Chart) -> str:
    return _("Median %(median)s, of %(all)d") % {
        "median": decimal(axis.median),
        "all": chart.out_of,
    }


def _grid(frame: Frame, groups: Sequence[Group]) -> SafeString:
    charts = groups[0].charts
    rows = [
        CellRow(chart.title, tuple(_cells(group, at) for group in groups))
        for at, chart in enumerate(charts)
    ]
    if axis := charts[0].axis:
        points = [str(point) for point in axis.points]
        return draw_cells(frame, points, rows, low=axis.low, high=axis.high)
    return draw_cells(frame, [bar.label for bar in charts[0].bars], rows)


def _cells(group: Group, at: int) -> CellLine:
    chart = group.charts[at]
    if chart.instead:
        return CellLine((), chart.instead, whose=group.name)
    counts = tuple(bar.count for bar in chart.bars)
    if (axis := chart.axis) is None:
        figure = _("of %(all)d") % {"all": chart.out_of}
        return CellLine(counts, figure, whose=group.name)
    place = None if axis.median is None else axis.median - axis.points[0]
    return CellLine(counts, _median_of(axis, chart), place, group.name)


def _statement(groups: Sequence[Group], at: int) -> ShareRow:
    return ShareRow(groups[0].charts[at].title, tuple(_split(group, at) for group in groups))


def _split(group: Group, at: int) -> Split:
    chart = group.charts[at]
    if chart.instead:
        return Split((), chart.instead, group.name)
    counts = tuple(bar.count for bar in chart.bars)
    return Split(counts, _("of %(all)d") % {"all": chart.out_of}, group.name)
