"""Columns: how many chose each point of a scale, and where the median lies."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from bulletin.drawing.canvas import GAP, WIDTH, Canvas, Frame, in_lines

HIGHEST = 84
# Where several groups stand under one another.
_LOWER = 52
_SMALL = 12


@dataclass(frozen=True, slots=True)
class Scale:
    """The points that can be chosen, and the words at both ends."""

    points: tuple[int, ...]
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One group on the scale: `counts` in the order of its points, out of `people`.

    `median` is None where nobody chose; `about` says it in words.
    """

    counts: tuple[int, ...]
    median: float | None
    about: str
    whose: str = ""


def draw_columns(frame: Frame, scale: Scale, panels: Sequence[Panel]) -> SafeString:
    """Panels under one another on one axis; each column is a share of its own group."""
    canvas = Canvas(frame)
    tallest = max((_share(panel, count) for panel in panels for count in panel.counts), default=0)
    for panel in panels:
        if panel.whose:
            canvas.paragraph(panel.whose, bold=True, size=13)
        canvas.paragraph(panel.about, paint="soft", size=_SMALL)
        _columns(canvas, scale, panel, tallest, HIGHEST if len(panels) == 1 else _LOWER)
        canvas.y += GAP
    draw_ends(canvas, scale.low, scale.high)
    return canvas.svg()


def _share(panel: Panel, count: int) -> float:
    return count / (sum(panel.counts) or 1)


def _columns(canvas: Canvas, scale: Scale, panel: Panel, tallest: float, highest: int) -> None:
    step = WIDTH / len(scale.points)
    base = canvas.y + 18 + highest
    for place, (point, count) in enumerate(zip(scale.points, panel.counts, strict=True)):
        middle = (place + 0.5) * step
        height = highest * _share(panel, count) / (tallest or 1)
        if count:
            canvas.box(middle - step * 0.34, base - height, step * 0.68, height, "bar")
        canvas.words(middle, base - height - 9, str(count), size=_SMALL, anchor="middle")
        canvas.words(middle, base + 13, str(point), paint="soft", size=13, anchor="middle")
    canvas.path(f"M0 {base:.0f} H{WIDTH}")
    canvas.y = base + 24
    if panel.median is not None:
        draw_mark(canvas, (panel.median - scale.points[0] + 0.5) * step)


def draw_mark(canvas: Canvas, x: float) -> None:
    """A triangle that points at the median from beneath the points."""
    y = canvas.y
    canvas.path(f"M{x:.1f} {y:.1f} l-6 9 h12 Z", "bar")
    canvas.y += 12


def draw_ends(canvas: Canvas, low: str, high: str) -> None:
    """The words at both ends, each in its half."""
    sides = ((0, low, "start"), (WIDTH, high, "end"))
    lines = [in_lines(words, WIDTH / 2 - GAP, 13, most=3) for _x, words, _anchor in sides]
    for (x, _words, anchor), ended in zip(sides, lines, strict=True):
        for number, line in enumerate(ended):
            canvas.words(x, canvas.y + number * 16, line, size=13, anchor=anchor)
    canvas.y += 16 * max(map(len, lines))
