"""Spans: what lasts from when to when, one row under the other, over the days of a calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.safestring import SafeString

from bulletin.drawing.canvas import Canvas, Frame, in_lines

WIDTH = 900
HEIGHT = 14
_HEAD = 40
_LABEL = 22
_ROW = 50
_LEGEND = 30
_SMALL = 12
_BOLD = 13
# What stands at the end of a row takes about so much of it.
_FIGURE = 260
# Names of days stand no closer than this, in the picture's own units.
_BETWEEN = 80
_HALF_A_MARK = 5


@dataclass(frozen=True, slots=True)
class Day:
    """One column; `is_off` shades it."""

    label: str
    is_off: bool


@dataclass(frozen=True, slots=True)
class Span:
    """From and until how many days after the first column's midnight, with its texture."""

    first: float
    last: float
    texture: str


@dataclass(frozen=True, slots=True)
class Row:
    """`marks` are instants that stand out, in days like a span's ends."""

    label: str
    figure: str
    spans: tuple[Span, ...]
    marks: tuple[float, ...] = ()


def draw_spans(
    frame: Frame,
    days: Sequence[Day],
    rows: Sequence[Row],
    *,
    now: float | None,
    now_label: str,
    legend: Sequence[tuple[str, str]],
) -> SafeString:
    """Days off are shaded from top to bottom, and a line stands at `now`; `legend` has a texture
    and its words each. The frame is as wide as WIDTH."""
    canvas = Canvas(frame)
    step = WIDTH / len(days)
    foot = _HEAD + _ROW * len(rows)
    _shade(canvas, days, step, foot)
    _name_days(canvas, days, step)
    for number, row in enumerate(rows):
        _draw_row(canvas, row, step, _HEAD + _ROW * number)
    if now is not None:
        _draw_now(canvas, now * step, foot, now_label)
    _draw_legend(canvas, legend, foot + 12)
    canvas.y = foot + _LEGEND
    return canvas.svg()


def _shade(canvas: Canvas, days: Sequence[Day], step: float, foot: float) -> None:
    for number, day in enumerate(days):
        if day.is_off:
            canvas.box(number * step, _HEAD - 6, step, foot - _HEAD + 6, "shade")


def _name_days(canvas: Canvas, days: Sequence[Day], step: float) -> None:
    every = ceil(_BETWEEN / step)
    for number, day in enumerate(days):
        if number % every == 0:
            canvas.words(number * step + 2, 24, day.label, paint="soft", size=_SMALL)
        x = number * step
        canvas.path(f"M{x:.1f} {_HEAD - 6} v6", "line")


def _draw_row(canvas: Canvas, row: Row, step: float, top: float) -> None:
    name = in_lines(row.label, WIDTH - _FIGURE, _BOLD, most=1)
    canvas.words(2, top + 11, "".join(name), bold=True, size=_BOLD)
    canvas.words(WIDTH - 2, top + 11, row.figure, paint="soft", size=_SMALL, anchor="end")
    middle = top + _LABEL + HEIGHT / 2
    for span in row.spans:
        width = max((span.last - span.first) * step, 2)
        canvas.surface(span.first * step, top + _LABEL, width, HEIGHT, span.texture)
    for mark in row.marks:
        _draw_mark(canvas, mark * step, middle)


def _draw_mark(canvas: Canvas, x: float, middle: float) -> None:
    """A diamond that reaches over its span."""
    size = HEIGHT / 2 + 3
    points = f"M{x:.1f} {middle - size:.1f} l{_HALF_A_MARK} {size:.1f} l-{_HALF_A_MARK} {size:.1f}"
    canvas.path(f"{points} l-{_HALF_A_MARK} -{size:.1f} z", "empty")


def _draw_now(canvas: Canvas, x: float, foot: float, label: str) -> None:
    canvas.path(f"M{x:.1f} {_HEAD - 6} V{foot:.1f}", "now")
    at_the_edge = x > WIDTH - 60
    anchor, beside = ("end", -4) if at_the_edge else ("start", 4)
    canvas.words(x + beside, 8, label, size=_SMALL, anchor=anchor, bold=True)


def _draw_legend(canvas: Canvas, legend: Sequence[tuple[str, str]], top: float) -> None:
    for number, (texture, words) in enumerate(legend):
        x = number * WIDTH / len(legend)
        canvas.surface(x + 1, top, 14, 14, texture)
        canvas.words(x + 20, top + 7, words, size=_SMALL)
