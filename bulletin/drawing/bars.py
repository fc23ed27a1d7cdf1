"""Bars: how many chose each of some things; of one group, or of several beside one another."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from bulletin.drawing.canvas import GAP, WIDTH, Canvas, Frame, in_lines

HEIGHT = 12
# Of several groups: whose bar it is, the bar, and its figure.
_WHOSE = 138
_FIGURE = 74
_SMALL = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` is of 1; `figure` stands at its end."""

    share: float
    figure: str
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing with a bar, or with one for each group."""

    label: str
    bars: tuple[Bar, ...]


def draw_bars(frame: Frame, rows: Sequence[Row]) -> SafeString:
    canvas = Canvas(frame)
    for row in rows:
        if len(row.bars) == 1:
            _alone(canvas, row.label, row.bars[0])
        else:
            _together(canvas, row)
        canvas.y += GAP
    return canvas.svg()


def _alone(canvas: Canvas, label: str, bar: Bar) -> None:
    """Its figure in line with the label, the bar beneath as wide as the picture."""
    canvas.words(WIDTH, canvas.y + 9, bar.figure, paint="soft", anchor="end")
    canvas.paragraph(label, width=WIDTH - 9 * len(bar.figure) - GAP)
    _bar(canvas, 0, canvas.y + 3, WIDTH, bar.share)
    canvas.y += HEIGHT + 4


def _together(canvas: Canvas, row: Row) -> None:
    canvas.paragraph(row.label, bold=True)
    canvas.y += 2
    for bar in row.bars:
        height = whose(canvas, bar.whose, _WHOSE)
        middle = canvas.y + height / 2
        _bar(canvas, _WHOSE, middle - HEIGHT / 2, WIDTH - _WHOSE - _FIGURE, bar.share)
        canvas.words(WIDTH, middle, bar.figure, paint="soft", size=_SMALL, anchor="end")
        canvas.y += height


def whose(canvas: Canvas, name: str, width: int) -> float:
    """The group's name before its bar; how high the two are together."""
    lines = in_lines(name, width - GAP, _SMALL, most=3)
    height = max(HEIGHT + 8, len(lines) * _SMALL * 1.25 + 5)
    first = canvas.y + height / 2 - (len(lines) - 1) * _SMALL * 1.25 / 2
    for number, line in enumerate(lines):
        canvas.words(0, first + number * _SMALL * 1.25, line, size=_SMALL)
    return height


def _bar(canvas: Canvas, x: float, y: float, width: float, share: float) -> None:
    canvas.box(x, y, width, HEIGHT, "track")
    if share:
        canvas.box(x, y, width * share, HEIGHT, "bar")
