"""A table of any shape that somebody brings, until it is a roster: nothing of it is kept here.

It travels in the form, signed, from the page that reads it to the page that imports it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.core import signing
from django.utils.translation import gettext as _

from participants.roster.columns import NAME, Column
from participants.roster.errors import RosterError, RosterErrors
from participants.roster.flaws import read_cell
from participants.roster.guessing import FAMILY_NAME, Known
from participants.roster.pasted import rows_of_text
from participants.roster.table import Row, read_table
from participants.roster.workbook import MOST_COLUMNS, is_workbook, read_workbook

MOST_ROWS = 5_000
_SALT = "roster"
_LASTS = timedelta(days=1)


@dataclass(frozen=True)
class Table:
    """Rows as they came, with the headings where there are any among them.

    `hidden` are rows that the workbook hides and we leave out, `above` those of its rows that
    stand over its headings.
    """

    rows: list[Row]
    hidden: list[int] = field(default_factory=list)
    above: list[int] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)

    def below_its_titles(self) -> list[Row]:
        return [row for row in self.rows if row.line not in self.above]

    def packed(self) -> str:
        rows = [[row.line, row.cells, row.flaws] for row in self.rows]
        said = [rows, self.hidden, self.above, self.other_sheets]
        return signing.dumps(said, salt=_SALT, compress=True)

    def mended(self, cells: Mapping[tuple[int, int], str], out: set[int]) -> "Table":
        """With these cells, by line and place, as they were typed anew, and without these rows."""
        rows = [_mended(row, cells) for row in self.rows if row.line not in out]
        return replace(self, rows=rows)


def read_file(data: bytes) -> Table:
    """A workbook or a text file. Raises RosterErrors for what is no table."""
    if not is_workbook(data):
        first, others = read_table(data)
        return _table([first, *others])
    sheet = read_workbook(data)
    return _table(sheet.rows, hidden=sheet.hidden, other_sheets=sheet.others)


def read_text(text: str) -> Table:
    """What was pasted. Raises RosterErrors as `read_file`."""
    return _table(rows_of_text(text))


def unpacked(token: str) -> Table:
    """Raises RosterErrors where it was not packed by us within the last day."""
    try:
        rows, *more = signing.loads(token, salt=_SALT, max_age=_LASTS)
    except signing.BadSignature:
        raise _refused(_("Too much time has passed. Please bring the list again.")) from None
    return Table(
        [
            Row(line, cells, {int(place): flaw for place, flaw in flaws.items()})
            for line, cells, flaws in rows
        ],
        *more,
    )


def as_roster(
    table: Table, fields: Sequence[str], headings: Sequence[str], known: Known
) -> tuple[list[Row], list[Column]]:
    """Rows and columns as an import takes them: `fields` says what each column means.

    A family name is put behind the name. Raises RosterErrors where two columns mean the same, or
    none is the name.
    """
    twice = [one for at, one in enumerate(fields) if one and one in fields[:at]]
    if twice:
        raise _refused(_("Two columns mean the same. Choose what each of them is."))
    if NAME not in fields:
        raise _refused(_("No column holds the names. Choose the one that does."))
    by_field = {column.field: column for column in known.values()}
    columns = [
        replace(by_field[name], place=place, heading=headings[place] or name)
        for place, name in enumerate(fields)
        if name in by_field
    ]
    meant = {column.place for column in columns}
    rows = [_meant(row, fields, meant) for row in table.rows]
    return [row for row in rows if any(row.cells) or row.flaws], columns


def _meant(row: Row, fields: Sequence[str], meant: set[int]) -> Row:
    """Without what is ignored."""
    cells = [cell if place in meant else "" for place, cell in enumerate(row.cells)]
    flaws = {place: flaw for place, flaw in row.flaws.items() if place in meant}
    if FAMILY_NAME in fields:
        name, family = fields.index(NAME), fields.index(FAMILY_NAME)
        cells += [""] * (name + 1 - len(cells))
        behind = row.cells[family] if family < len(row.cells) else ""
        cells[name] = f"{cells[name]} {behind}".strip()
        if family in row.flaws:
            flaws[name] = row.flaws[family]
    return Row(row.line, cells, flaws)


def _mended(row: Row, cells: Mapping[tuple[int, int], str]) -> Row:
    typed = {place: read_cell(raw) for (line, place), raw in cells.items() if line == row.line}
    if not typed:
        return row
    width = max(len(row.cells), *(place + 1 for place in typed))
    padded = row.cells + [""] * (width - len(row.cells))
    flaws = {place: flaw for place, flaw in row.flaws.items() if place not in typed}
    return Row(
        row.line,
        [typed[place][0] if place in typed else cell for place, cell in enumerate(padded)],
        flaws | {place: flaw for place, (_text, flaw) in typed.items() if flaw},
    )


def _above_the_headings(rows: Sequence[Row]) -> list[Row]:
    """Titles over a table: rows with one cell before the first that has several, and names them."""
    for at, row in enumerate(rows):
        if sum(bool(cell) for cell in row.cells) > 1:
            return [] if any("@" in cell for cell in row.cells) else list(rows[:at])
    return []


def _table(
    rows: list[Row], *, hidden: Sequence[int] = (), other_sheets: Sequence[str] = ()
) -> Table:
    above = _above_the_headings(rows)
    table = Table(rows, list(hidden), [row.line for row in above], list(other_sheets))
    if not table.rows:
        raise _refused(_("There is nobody on this roster."))
    if len(table.rows) > MOST_ROWS or table.width > MOST_COLUMNS:
        raise _refused(
            _("A roster has at most %(rows)s rows and %(columns)s columns.")
            % {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
        )
    return table


def _refused(message: str) -> RosterErrors:
    return RosterErrors([RosterError(1, "", message)])
