"""Cells: how many chose each column in each of some rows; of one group, or of several."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from bulletin.drawing.canvas import GAP, WIDTH, Canvas, Frame, in_lines
from bulletin.drawing.columns import draw_ends, draw_mark

HEIGHT = 22
INSET = 3
_COUNT = 16
_HEAD = 11
_MOST_LINES = 4
_SMALL = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One group in a row: `counts` in the order of the columns; `figure` stands above them, and
    alone where there are none.

    `median` is a place among the columns, the first being 0; None where there is none.
    """

    counts: tuple[int, ...]
    figure: str
    median: float | None = None
    whose: str = ""

    def share_of(self, count: int) -> float:
        return count / (sum(self.counts) or 1)


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    lines: tuple[Line, ...]


def draw_cells(
    frame: Frame, columns: Sequence[str], rows: Sequence[Row], *, low: str = "", high: str = ""
) -> SafeString:
    """Columns are named once, above all rows; each cell is a share of its own line, and the
    greatest share of all fills its cell."""
    canvas = Canvas(frame)
    _heads(canvas, columns)
    draw_ends(canvas, low, high)
    lines = [line for row in rows for line in row.lines]
    greatest = max((line.share_of(count) for line in lines for count in line.counts), default=0)
    for row in rows:
        canvas.y += GAP
        if len(row.lines) > 1:
            canvas.paragraph(row.label, bold=True)
        for line in row.lines:
            _named(canvas, line.whose or row.label, line.figure)
            if line.counts:
                _cells(canvas, line, greatest or 1)
    return canvas.svg()


def _heads(canvas: Canvas, columns: Sequence[str]) -> None:
    step = WIDTH / len(columns)
    heads = [in_lines(words, step - 4, _HEAD, most=_MOST_LINES) for words in columns]
    for place, lines in enumerate(heads):
        for number, line in enumerate(lines):
            at = ((place + 0.5) * step, canvas.y + 8 + number * 14)
            canvas.words(*at, line, paint="soft", size=_HEAD, anchor="middle")
    canvas.y += 14 * max(map(len, heads)) + 8


def _named(canvas: Canvas, name: str, figure: str) -> None:
    top = canvas.y = canvas.y + 4
    canvas.paragraph(name, width=WIDTH - 7 * len(figure) - GAP)
    canvas.words(WIDTH, top + 9, figure, paint="soft", size=_SMALL, anchor="end")
    canvas.y += 2


def _cells(canvas: Canvas, line: Line, greatest: float) -> None:
    step = WIDTH / len(line.counts)
    top = canvas.y + _COUNT
    for place, count in enumerate(line.counts):
        canvas.box(place * step, top, step, HEIGHT, "track")
        if count:
            filled = HEIGHT * line.share_of(count) / greatest
            left = place * step + INSET
            canvas.box(left, top + HEIGHT - filled, step - 2 * INSET, filled, "bar")
        canvas.words((place + 0.5) * step, top - 7, str(count), size=_SMALL, anchor="middle")
    canvas.y = top + HEIGHT + 3
    if line.median is not None:
        draw_mark(canvas, (line.median + 0.5) * step)
