"""Whose numbers are told beside whose: an observer learns nothing of one or two people."""

from collections.abc import Mapping
from uuid import UUID

# Fewer people's answers than this would tell who said what, where a segment names them.
LEAST_PEOPLE = 3


def untold(people: Mapping[UUID | None, int]) -> set[UUID | None]:
    """The segments whose numbers are kept back, of those with so many people each.

    All with fewer than three; and where all that is kept back would be one or two people's, the
    next smallest as well: else the rest, taken from the whole, would tell it.
    """
    kept = {segment for segment, number in people.items() if number < LEAST_PEOPLE}
    told = [segment for segment in people if segment not in kept]
    others = sorted(told, key=lambda segment: people[segment])
    while others and 0 < sum(people[segment] for segment in kept) < LEAST_PEOPLE:
        kept.add(others.pop(0))
    return kept
