"""Rows become people: each cell is read by its column, and every fault is collected."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from pydantic_core import PydanticCustomError

from participants.roster.columns import EMAIL, NAME, Column
from participants.roster.errors import RosterError
from participants.roster.flaws import Flaw
from participants.roster.table import Row
from sessions.models import Board, Segment, SegmentSet, StaffMember


@dataclass(frozen=True)
class Listed:
    """One row of the roster.

    `details` holds what its cells say of a participant's fields, without those left empty.
    `segments` has an entry for each segment set that has a column, empty or not.
    """

    line: int
    details: dict[str, Any]
    segments: dict[SegmentSet, list[Segment]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.details[NAME])

    @property
    def email(self) -> str:
        return str(self.details.get(EMAIL, ""))

    @property
    def identity(self) -> tuple[str, str]:
        """Who this is, whatever the capitals: two may share an address, or have none."""
        return self.name.casefold(), self.email.casefold()


def people_in(
    rows: list[Row], columns: list[Column], *, board: Board
) -> tuple[list[Listed], list[RosterError]]:
    """Everyone on the roster who has a name, and all that is wrong with any row."""
    errors: list[RosterError] = []
    people = [_read_row(row, columns, errors) for row in rows]
    found = [person for person in people if person]
    if not rows:
        errors.append(RosterError(1, "", _("There is nobody on this roster.")))
    errors += _listed_twice(found)
    errors += _staff_among(found, board)
    return found, errors


def _read_row(row: Row, columns: list[Column], errors: list[RosterError]) -> Listed | None:
    person = Listed(row.line, {})
    errors += _cells_without_a_heading(row, columns)
    for column in columns:
        text = row.cells[column.place] if column.place < len(row.cells) else ""
        if flaw := row.flaws.get(column.place):
            errors.append(RosterError(row.line, column.heading, str(Flaw(flaw).label)))
            continue
        try:
            value = column.read(text) if text else None
        except PydanticCustomError as error:
            errors.append(RosterError(row.line, column.heading, error.message()))
            continue
        if column.segment_set:
            person.segments[column.segment_set] = value or []
        elif value is not None:
            person.details[column.field] = value
        elif column.field == NAME:
            errors.append(RosterError(row.line, column.heading, _("The name is missing.")))
    return person if NAME in person.details else None


def _cells_without_a_heading(row: Row, columns: list[Column]) -> list[RosterError]:
    headed = {column.place for column in columns}
    return [
        RosterError(
            row.line,
            "",
            _("“%(cell)s” stands in a column without a heading.") % {"cell": cell},
        )
        for place, cell in enumerate(row.cells)
        if cell and place not in headed
    ]


def _listed_twice(people: list[Listed]) -> list[RosterError]:
    first: dict[tuple[str, str], int] = {}
    errors = []
    for person in people:
        if person.identity in first:
            message = _("%(name)s is there twice; the first is on line %(line)s.") % {
                "name": person.name,
                "line": first[person.identity],
            }
            errors.append(RosterError(person.line, NAME, message))
        first.setdefault(person.identity, person.line)
    return errors


def _staff_among(people: list[Listed], board: Board) -> list[RosterError]:
    staff = StaffMember.objects.current().filter(board=board).values_list("user__email", flat=True)
    addresses = {address.casefold() for address in staff}
    message = _("This address is that of someone on the staff of this board; nobody is both.")
    return [
        RosterError(person.line, EMAIL, message)
        for person in people
        if person.email.casefold() in addresses and person.email
    ]
