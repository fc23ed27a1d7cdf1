"""A flow of people: how many there were at each step, and what became of the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from bulletin.drawing.canvas import WIDTH, Canvas, Frame, in_lines

HEIGHT = 36
_ARROW = 26
_AT = 20
_INDENT = 40
_SMALL = 12


@dataclass(frozen=True, slots=True)
class Step:
    """`before` says, beside the arrow that leads here, who left or joined on the way."""

    label: str
    number: int
    before: tuple[str, ...] = ()


def draw_flow(frame: Frame, steps: Sequence[Step]) -> SafeString:
    canvas = Canvas(frame)
    most = max((step.number for step in steps), default=0) or 1
    for place, step in enumerate(steps):
        if place:
            _arrow(canvas, step.before)
        _step(canvas, step, step.number / most)
    return canvas.svg()


def _step(canvas: Canvas, step: Step, share: float) -> None:
    """A box that is filled as far as its number goes."""
    lines = in_lines(step.label, WIDTH - 90, 14, most=3)
    height = HEIGHT + 18 * (len(lines) - 1)
    canvas.box(0, canvas.y, WIDTH, height, "empty")
    if share:
        canvas.box(0, canvas.y, WIDTH * share, height, "pale")
    for number, line in enumerate(lines):
        canvas.words(12, canvas.y + HEIGHT / 2 + number * 18, line)
    figure = canvas.y + height / 2
    canvas.words(WIDTH - 12, figure, str(step.number), size=16, anchor="end", bold=True)
    canvas.y += height


def _arrow(canvas: Canvas, beside: Sequence[str]) -> None:
    top = canvas.y
    canvas.y += 6
    for words in beside:
        canvas.paragraph(words, x=_INDENT, width=WIDTH - _INDENT, paint="soft", size=_SMALL)
    end = max(canvas.y + 6, top + _ARROW)
    canvas.path(f"M{_AT} {top + 3:.1f} V{end - 4:.1f} m-4 -5 l4 5 4 -5")
    canvas.y = end
