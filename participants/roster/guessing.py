"""What the columns of a table that nobody prepared for us are likely to mean."""

from collections.abc import Mapping, Sequence

from participants.roster.columns import EMAIL, NAME, RESERVE, TESTER, Column
from participants.roster.table import Row
from sessions.script.headings import plain

# As `columns.known_columns` gives them.
Known = Mapping[str, Column]
FAMILY_NAME = "family_name"
# Headings that lists of people have, as `plain` makes them.
_ALSO = {
    "fullname": NAME,
    "firstname": NAME,
    "forename": NAME,
    "givenname": NAME,
    "participant": NAME,
    "person": NAME,
    "lastname": FAMILY_NAME,
    "familyname": FAMILY_NAME,
    "surname": FAMILY_NAME,
    "emails": EMAIL,
    "emailaddresses": EMAIL,
    "address": EMAIL,
    "zone": "timezone",
    "tz": "timezone",
    "locale": "language",
    "test": TESTER,
    "onreserve": RESERVE,
    "waitinglist": RESERVE,
}
_MOST = 0.6


def has_headings(rows: Sequence[Row], known: Known) -> bool:
    """Whether the first row names the columns: it holds no address, and a word that we know, or
    several words over others that have addresses."""
    if not rows or any("@" in cell for cell in rows[0].cells):
        return False
    if any(_by_heading(cell, known) for cell in rows[0].cells):
        return True
    return any("@" in cell for row in rows[1:] for cell in row.cells) and _names_several(rows[0])


def _names_several(row: Row) -> bool:
    return sum(bool(cell) for cell in row.cells) > 1


def guessed(known: Known, headings: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """The field of each column; empty for one that means nothing to us. Each is guessed once."""
    fields = [_by_heading(heading, known) for heading in headings]
    for place in range(len(fields)):
        if not fields[place]:
            fields[place] = _by_content([_cell(row, place) for row in rows], known)
    meant = {FAMILY_NAME, *(column.field for column in known.values())}
    fields = [
        field if field in meant and field not in fields[:place] else ""
        for place, field in enumerate(fields)
    ]
    if NAME not in fields:
        free = (at for at, field in enumerate(fields) if not field and _has_words(rows, at))
        if (first := next(free, None)) is not None:
            fields[first] = NAME
    return fields


def _by_heading(heading: str, known: Known) -> str:
    bare = plain(heading)
    return known[bare].field if bare in known else _ALSO.get(bare, "")


def _by_content(cells: Sequence[str], known: Known) -> str:
    """An address book's own sign, or the values of one of the board's sets."""
    said = [cell for cell in cells if cell]
    if not said:
        return ""
    if sum("@" in cell for cell in said) >= _MOST * len(said):
        return EMAIL
    for column in known.values():
        if column.segment_set:
            values = {segment.value.casefold() for segment in column.segment_set.segments.all()}
            if sum(cell.casefold() in values for cell in said) >= _MOST * len(said):
                return column.field
    return ""


def _has_words(rows: Sequence[Row], place: int) -> bool:
    return any(any(sign.isalpha() for sign in _cell(row, place)) for row in rows)


def _cell(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""
