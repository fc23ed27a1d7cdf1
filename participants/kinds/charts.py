"""What the answers to a question come to once they are counted."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """One value of somebody's answer as it is counted: its items by key, never its author."""

    key: str
    number: int | None
    text: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What some answers to one question come to: how many they are, and how often each value
    was given in them."""

    answers: int
    given: Mapping[Given, int]


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale's points with the words at both ends; `median` is None where nobody chose."""

    points: tuple[int, ...]
    low: str
    high: str
    median: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """One distribution. `out_of` answers were counted; `words` are those of "other".

    A scale has an `axis`, a ranking the mean place of each option in `means`; `is_vote` is
    true where the bars are the votes on one statement, `is_row` where they are what was chosen
    in one row of a grid. A row or vote whose numbers are not told has none, and `instead` says
    why.
    """

    bars: tuple[Bar, ...]
    out_of: int
    title: str = ""
    words: tuple[str, ...] = ()
    axis: Axis | None = None
    means: tuple[float | None, ...] = ()
    is_vote: bool = False
    is_row: bool = False
    instead: str = ""
