"""Whose numbers are told beside whose: an observer learns nothing of one or two people."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from sessions.models import Board, SegmentSet

# Fewer people's answers than this would tell who said what, where a segment names them.
LEAST_PEOPLE = 3


def untold(
    people: Mapping[UUID | None, int], already: AbstractSet[UUID | None] = frozenset()
) -> set[UUID | None]:
    """The segments whose numbers are kept back, of those with so many people each.

    Those that are kept back `already`, and all with fewer than three; and where all that is kept
    back would be one or two people's, the next smallest as well: else the rest, taken from the
    whole, would tell it.
    """
    kept = {segment for segment, number in people.items() if number < LEAST_PEOPLE} | already
    told = [segment for segment in people if segment not in kept]
    others = sorted(told, key=lambda segment: people[segment])
    while others and 0 < sum(people[segment] for segment in kept) < LEAST_PEOPLE:
        kept.add(others.pop(0))
    return kept


@dataclass(frozen=True)
class Choice:
    """A way of reading the figures: by the set of this key, or everybody together."""

    label: str
    key: str
    is_current: bool


class Comparison:
    """By which of the board's sets of segments the figures are read: by none where `key` is no
    set's. One query, and none where nobody asks."""

    def __init__(self, board: Board, key: str) -> None:
        self._board = board
        self._key = key

    @cached_property
    def sets(self) -> list[SegmentSet]:
        return list(self._board.segment_sets.all())

    @cached_property
    def by(self) -> SegmentSet | None:
        return next((one for one in self.sets if one.key == self._key), None)

    @property
    def choices(self) -> list[Choice]:
        """None at all where there is nothing to compare by."""
        if not self.sets:
            return []
        together = Choice(_("Everyone together"), "", self.by is None)
        return [together, *(Choice(one.key, one.key, one == self.by) for one in self.sets)]
