"""Shares: how a group divides over the same few answers, statement by statement."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from bulletin.drawing.bars import whose
from bulletin.drawing.canvas import GAP, TEXTURES, WIDTH, Canvas, Frame

HEIGHT = 16
_WHOSE = 138
_FIGURE = 34
_SMALL = 12
# A count stands under its part where there is room for it.
_ROOM = 13


@dataclass(frozen=True, slots=True)
class Split:
    """One group: how many gave each answer, and what stands at the end, or alone without counts."""

    counts: tuple[int, ...]
    figure: str
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    splits: tuple[Split, ...]


def draw_shares(frame: Frame, answers: Sequence[str], rows: Sequence[Row]) -> SafeString:
    """As many `answers` as there are textures: each has one of its own, which a legend names."""
    canvas = Canvas(frame)
    _legend(canvas, answers)
    for row in rows:
        canvas.y += GAP
        canvas.paragraph(row.label, bold=len(row.splits) > 1, most=4)
        canvas.y += 3
        for split in row.splits:
            _split(canvas, split, indent=_WHOSE if len(row.splits) > 1 else 0)
    return canvas.svg()


def _legend(canvas: Canvas, answers: Sequence[str]) -> None:
    step = WIDTH / len(answers)
    for place, (answer, texture) in enumerate(zip(answers, TEXTURES, strict=True)):
        canvas.surface(place * step + 1, canvas.y, 14, 14, texture)
        canvas.words(place * step + 20, canvas.y + 7, answer, size=_SMALL)
    canvas.y += 16


def _split(canvas: Canvas, split: Split, *, indent: int) -> None:
    height = max(whose(canvas, split.whose, indent), HEIGHT + 18) if indent else HEIGHT + 18
    middle = canvas.y + 2 + HEIGHT / 2
    canvas.words(WIDTH, middle, split.figure, paint="soft", size=_SMALL, anchor="end")
    if split.counts:
        _parts(canvas, split.counts, indent, WIDTH - indent - _FIGURE)
    canvas.y += height


def _parts(canvas: Canvas, counts: Sequence[int], x: float, width: float) -> None:
    total = sum(counts)
    top = canvas.y + 2
    canvas.box(x, top, width, HEIGHT, "track")
    for count, texture in zip(counts, TEXTURES, strict=True):
        part = width * count / total if total else 0
        if count:
            canvas.surface(x, top, part, HEIGHT, texture)
        if part >= _ROOM:
            place = (x + part / 2, top + HEIGHT + 8)
            canvas.words(*place, str(count), size=_SMALL, anchor="middle")
        x += part
