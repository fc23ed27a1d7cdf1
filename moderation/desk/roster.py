"""A list of people as it was understood: shown whole before anybody is on the board."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say

from moderation.desk.forms.roster import rows_left_out, typed_cells
from moderation.web import Desk
from participants.roster.brought import Table, as_roster
from participants.roster.columns import PSEUDONYM, TESTER, Column, known_columns
from participants.roster.errors import RosterError, RosterErrors
from participants.roster.guessing import FAMILY_NAME, Known, guessed, has_headings
from participants.roster.planning import Plan, plan_of
from participants.roster.table import Row

LABELS: dict[str, Any] = {
    "name": say("Name"),
    FAMILY_NAME: say("Family name"),
    "email": say("E-mail address"),
    "timezone": say("Time zone"),
    "language": say("Language"),
    "tester": say("Tester"),
    "in_reserve": say("In reserve"),
}
# Beyond so many, what is wrong is mended in the list itself.
MOST_MENDED = 200
_SAMPLES = 3


@dataclass(frozen=True)
class Meaning:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class ColumnChoice:
    """One column of what was brought, and what it may mean."""

    place: int
    name: str
    samples: list[str]
    meanings: list[Meaning]


@dataclass(frozen=True)
class FaultyCell:
    """All that is wrong with one cell. Without a `place` it can only be mended by its row."""

    line: int
    name: str
    place: int | None
    value: str
    messages: list[str]
    is_first: bool

    @property
    def can_be_typed(self) -> bool:
        return self.place is not None


@dataclass(frozen=True)
class Changed:
    name: str
    what: str


@dataclass
class Preview:
    """`refusal` is there where the columns do not make a roster yet: then there is no `plan`."""

    table: Table
    is_headed: bool
    takes_in_titles: bool
    columns: list[ColumnChoice]
    refusal: str = ""
    plan: Plan | None = None
    faults: list[FaultyCell] = field(default_factory=list)
    roster: tuple[list[Row], list[Column]] = field(default_factory=lambda: ([], []))

    @property
    def can_be_imported(self) -> bool:
        return self.plan is not None and not self.plan.errors and bool(self._speaks_of)

    @property
    def _speaks_of(self) -> int:
        return len(self.plan.new) + len(self.plan.known) if self.plan else 0

    @property
    def changed(self) -> list[Changed]:
        return [
            Changed(one.row.name, ", ".join(str(LABELS.get(each, each)) for each in one.changes))
            for one in (self.plan.changed if self.plan else [])
        ]

    @property
    def same(self) -> list[str]:
        known = self.plan.known if self.plan else []
        return [one.row.name for one in known if not one.changes]


def preview_of(desk: Desk, table: Table, data: Mapping[str, Any] | None = None) -> Preview:
    """`data` is what was chosen and mended on the page before; without it, all is guessed."""
    table = table.mended(typed_cells(data or {}), rows_left_out(data or {}))
    known = _known_to(desk)
    is_chosen = data is not None and "column-0" in data
    takes_in_titles = "above" in (data or {})
    shown = table.rows if takes_in_titles else table.below_its_titles()
    is_headed = "headed" in data if data and is_chosen else has_headings(shown, known)
    headings, rows = _parted(shown, table.width, is_headed)
    if data and is_chosen:
        fields = [data.get(f"column-{place}", "") for place in range(table.width)]
    else:
        fields = guessed(known, headings, rows)
    preview = Preview(
        table, is_headed, takes_in_titles, list(_choices(known, headings, rows, fields))
    )
    try:
        roster = as_roster(Table(rows), fields, headings, known)
    except RosterErrors as errors:
        preview.refusal = " ".join(error.message for error in errors.errors)
        return preview
    preview.roster = roster
    preview.plan = plan_of(desk.board, *roster, told_to=desk.member)
    preview.faults = list(_faults(preview.plan.errors, *roster))
    return preview


def _known_to(desk: Desk) -> Known:
    """What this desk may say of people. A pseudonym is drawn, and whoever could try one on would
    learn whose it is; who is a tester is a facilitator's to say."""
    kept_back = {PSEUDONYM} if desk.member.is_facilitator else {PSEUDONYM, TESTER}
    known = known_columns(desk.board)
    return {key: column for key, column in known.items() if column.field not in kept_back}


def _parted(rows: list[Row], width: int, is_headed: bool) -> tuple[list[str], list[Row]]:
    head = rows[0].cells if is_headed and rows else []
    headings = [*head, *[""] * (width - len(head))]
    return headings, rows[1:] if is_headed else rows


def _choices(
    known: Known, headings: Sequence[str], rows: Sequence[Row], fields: Sequence[str]
) -> Iterator[ColumnChoice]:
    names = [column.field for column in known.values()]
    names.insert(1, FAMILY_NAME)
    for place, chosen in enumerate(fields):
        said = (row.cells[place] for row in rows if place < len(row.cells) and row.cells[place])
        yield ColumnChoice(
            place=place,
            name=headings[place] or _("Column %(number)d") % {"number": place + 1},
            samples=[sample for sample, _n in zip(said, range(_SAMPLES), strict=False)],
            meanings=[
                Meaning("", _("Ignore this column"), not chosen),
                *(Meaning(one, str(LABELS.get(one, one)), one == chosen) for one in names),
            ],
        )


def _faults(
    errors: Sequence[RosterError], rows: Sequence[Row], columns: Sequence[Column]
) -> Iterator[FaultyCell]:
    """Each cell with all that is wrong with it, in the order of the rows."""
    by_line = {row.line: row for row in rows}
    by_name = {name: one for one in reversed(columns) for name in (one.heading, one.field)}
    seen: set[int] = set()
    mended = 0
    for (line, name), same in groupby(errors, lambda error: (error.line, error.column)):
        column, row = by_name.get(name), by_line.get(line)
        place = column.place if column and row and mended < MOST_MENDED else None
        mended += place is not None
        cells = row.cells if row else []
        value = cells[place] if place is not None and place < len(cells) else ""
        yield FaultyCell(
            line,
            str(LABELS.get(name, name)),
            place,
            value,
            [error.on_desk for error in same],
            is_first=row is not None and line not in seen,
        )
        seen.add(line)
