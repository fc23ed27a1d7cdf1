"""How many of each segment answered how much: counts alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from moderation.desk.asked import Asked
from moderation.desk.people import PersonRow
from moderation.desk.routing import Routing
from moderation.desk.tallies import total
from sessions.models import Segment, SegmentSet


@dataclass(frozen=True)
class SegmentLine:
    """`theirs` is how many answers there would be if everybody in it had given all of theirs."""

    segment: Segment
    query: str
    people: int
    wrote: int
    answered: int
    theirs: int


def lines_by_segment(
    rows: Sequence[PersonRow], sets: Iterable[SegmentSet], asked: Asked, routing: Routing
) -> list[SegmentLine]:
    """Over everybody whom figures speak of: testers and the reserve are in none."""
    counted = [row for row in rows if not (row.person.tester or row.person.in_reserve)]
    return [
        _line(segment, [row for row in counted if routing.holds(row.person, segment.pk)], asked)
        for each in sets
        for segment in each.segments.all()
    ]


def _line(segment: Segment, rows: Sequence[PersonRow], asked: Asked) -> SegmentLine:
    tally = total(row.total for row in rows)
    return SegmentLine(
        segment=segment,
        query=asked.but(segment=str(segment.pk)),
        people=len(rows),
        wrote=sum(row.has_written for row in rows),
        answered=tally.answered,
        theirs=tally.theirs,
    )
