"""What lies over a picture: marks with their numbers, each at its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bulletin.media.models import MediaFile
from participants.models import AnswerValue

WHOLE = 1000


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a mark is drawn on a sheet WHOLE wide, and the number on it."""

    number: int
    across: float
    down: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What lies over a picture, in its proportions."""

    height: int
    pins: Sequence[Pin]


@dataclass(frozen=True, slots=True)
class Marked:
    """One mark as its line says it; places in whole per cent."""

    number: int
    kind: str
    comment: str
    across: int
    down: int

    @classmethod
    def of(cls, value: AnswerValue) -> "Marked":
        return cls(
            value.place or 0,
            value.item.text if value.item else "",
            value.text,
            round((value.across or 0) / 10),
            round((value.down or 0) / 10),
        )


def sheet_over(file: MediaFile, marks: Sequence[tuple[int, int, int]]) -> Sheet:
    """`marks` are numbers with the places across and down in thousandths."""
    height = round(WHOLE * (file.height or 1) / (file.width or 1))
    return Sheet(height, [Pin(n, across, down * height / WHOLE) for n, across, down in marks])


def thousandths(percent: Decimal) -> int:
    return round(percent * 10)


def percent(thousandths: int | None) -> str:
    return f"{(thousandths or 0) / 10:g}"
