"""Who is who in a virtual group: what part each plays, when they come, how they write."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from random import Random
from typing import TypeVar

from participants.simulate.browser import TELEPHONES, Telephone
from participants.simulate.words import Style

_Card = TypeVar("_Card")


class Part(StrEnum):
    """What somebody makes of an invitation."""

    KEEN = "keen"
    STEADY = "steady"
    LAST_MINUTE = "last minute"
    DROPS_OUT = "drops out"
    WITHDRAWS = "withdraws"
    SILENT = "silent"
    DECLINES = "declines"
    NEVER_COMES = "never comes"
    BY_MAIL = "answers by mail"


# Of twenty who are invited, as boards of this kind have gone.
_OF_TWENTY = (
    [Part.KEEN] * 5
    + [Part.STEADY] * 6
    + [Part.LAST_MINUTE] * 2
    + [Part.DROPS_OUT] * 2
    + [Part.NEVER_COMES] * 2
    + [Part.SILENT, Part.DECLINES, Part.WITHDRAWS]
)
_EARLY, _LUNCH, _EVENING, _NIGHT = time(6, 40), time(12, 30), time(19, 40), time(3, 0)
_HOURS = (_EVENING, _LUNCH, _EVENING, _EARLY, _EVENING, _LUNCH, _NIGHT, _EARLY, _EVENING, _LUNCH)
_STYLES = (Style.PLAIN, Style.LONG, Style.PLAIN, Style.SHORT, Style.COLOURFUL)

# How likely each comes on a day on which nothing calls them.
_COMES = {
    Part.KEEN: 1.0,
    Part.STEADY: 0.7,
    Part.LAST_MINUTE: 0.3,
    Part.DROPS_OUT: 0.7,
    Part.WITHDRAWS: 0.8,
    Part.SILENT: 0.5,
    Part.DECLINES: 0.9,
    Part.NEVER_COMES: 0.0,
    Part.BY_MAIL: 0.0,
}
WRITERS = frozenset({Part.KEEN, Part.STEADY, Part.LAST_MINUTE, Part.DROPS_OUT, Part.WITHDRAWS})


@dataclass(frozen=True, slots=True)
class Habits:
    """`hour` is wall time where they are. The shares say how likely each is at a visit."""

    part: Part
    hour: time
    style: Style
    telephone: Telephone
    comments: float
    corrects: float
    drafts: float
    has_second_device: bool

    @property
    def comes(self) -> float:
        return _COMES[self.part]

    @property
    def writes(self) -> bool:
        return self.part in WRITERS


def deal(addressed: Sequence[bool], chance: Random) -> list[Habits]:
    """Habits for as many people; every second of those without an address answers by mail."""
    parts, hours = _cards(_OF_TWENTY, chance), _cards(_HOURS, chance)
    styles = _cards(_STYLES, chance)
    unaddressed = 0
    dealt = []
    for has_address in addressed:
        part = next(parts)
        if not has_address:
            part = Part.STEADY if unaddressed % 2 else Part.BY_MAIL
            unaddressed += 1
        dealt.append(
            Habits(
                part=part,
                hour=next(hours),
                style=next(styles),
                telephone=chance.choice(TELEPHONES),
                comments=chance.choice((0.1, 0.3, 0.6)),
                corrects=chance.choice((0.0, 0.0, 0.15)),
                drafts=chance.choice((0.0, 0.2)),
                has_second_device=has_address and chance.random() < 0.25,
            )
        )
    return dealt


def _cards(deck: Sequence[_Card], chance: Random) -> Iterator[_Card]:
    """One deck after the other, each shuffled: what is rare comes once in each."""
    while True:
        yield from chance.sample(deck, len(deck))
