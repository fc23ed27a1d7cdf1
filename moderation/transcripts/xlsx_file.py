"""A transcript as a workbook: what it is, its rows, its values, the guide, and the columns.

Every text is written as text: none is run as a formula or made a link.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from moderation.transcripts.about import named, sort_of
from moderation.transcripts.csv_file import as_text
from moderation.transcripts.figures import figure_lines
from moderation.transcripts.record import Heading, Row
from moderation.transcripts.tables import guide_rows, tables_of

# In UTF-16 units, as Excel counts: what a cell can hold.
LONGEST_CELL = 32_767
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDE = {"words": 80, "prompt": 50, "choices": 40, "text": 80, "meaning": 80, "about": 100}
WIDTH = 14


def write_xlsx(file: IO[bytes], heading: Heading, rows: Iterable[Row]) -> None:
    """A row leaves memory when the next one begins; the same rows give the same cells."""
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties(
            {"title": heading.board.title, "created": heading.made_at.replace(tzinfo=None)}
        )
        _Book(book).fill(heading, rows)


class _Book:
    def __init__(self, book: Workbook) -> None:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        names = ("about", "transcript", "values", "guide", "columns", "continued")
        self.sheets = {
            name: _Sheet(book.add_worksheet(name, _PlainSheet), head, body) for name in names
        }

    def fill(self, heading: Heading, rows: Iterable[Row]) -> None:
        tables = tables_of(heading)
        self.sheets["about"].begin(["about"])
        for line in _about(heading):
            self._write("about", [line])
        for name, columns in tables.columns.items():
            self.sheets[name].begin(columns)
        self.sheets["columns"].begin(["table", "column", "meaning"])
        self.sheets["continued"].begin(["sheet", "row", "column", "text"])
        for row in rows:
            self._write("transcript", tables.row(row))
            for cells in tables.values(row):
                self._write("values", cells)
        for cells in guide_rows(heading):
            self._write("guide", cells)
        for meaning in tables.meanings():
            self._write("columns", meaning)

    def _write(self, name: str, cells: Iterable[Any]) -> None:
        """What no cell can hold goes on in the sheet `continued`, part after part."""
        sheet = self.sheets[name]
        for column, text in sheet.write(cells):
            for part in parts_of(text):
                place = [name, sheet.row + 1, sheet.columns[column], part]
                self.sheets["continued"].write(place)


@dataclass(slots=True)
class _Sheet:
    sheet: Worksheet
    head: Format
    body: Format
    row: int = -1
    columns: list[str] = field(default_factory=list)

    def begin(self, columns: list[str]) -> None:
        """The first row names the columns, and stays in sight."""
        self.columns = columns
        for number, name in enumerate(columns):
            self.sheet.set_column(number, number, WIDE.get(name, WIDTH))
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        self._put(columns, self.head)

    def write(self, cells: Iterable[Any]) -> list[tuple[int, str]]:
        """The next row is written. Returns column and rest of each text too long for its cell."""
        return self._put(cells, self.body)

    def _put(self, cells: Iterable[Any], look: Format) -> list[tuple[int, str]]:
        self.row += 1
        rests = []
        for column, cell in enumerate(cells):
            if isinstance(cell, int) and not isinstance(cell, bool):
                self.sheet.write_number(self.row, column, cell, look)
                continue
            first, *rest = parts_of(_cell(cell))
            if first:
                self.sheet.write_string(self.row, column, first, look)
            rests += [(column, "".join(rest))] if rest else []
        return rests


class _PlainSheet(Worksheet):
    """XlsxWriter takes text between `<r>` and `</r>` for text that it has formatted itself, and
    writes it as it stands. Here nothing is formatted, and everything is somebody's words."""

    def _xml_rich_inline_string(self, string: str, attributes: Any = ()) -> None:
        self._xml_inline_string(string, True, attributes)


def parts_of(text: str) -> list[str]:
    """The text in pieces that a cell can hold, at least one; no character is cut in two."""
    if len(text) <= LONGEST_CELL // 2:
        return [text]
    pieces, begin, units = [], 0, 0
    for place, character in enumerate(text):
        width = 2 if ord(character) > 0xFFFF else 1
        if units + width > LONGEST_CELL:
            pieces.append(text[begin:place])
            begin, units = place, 0
        units += width
    return [*pieces, text[begin:]]


def _cell(value: Any) -> str:
    """`2021-03-30 12:00` for a moment, as a person reads it in a cell."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return as_text(value)


def _about(heading: Heading) -> Iterator[str]:
    yield sort_of(heading.selection)
    yield named(heading.selection, heading.board.title)
    yield from heading.about
    yield _("What is too long for a cell goes on in the sheet “continued”.")
    if not heading.selection.instructions_only:
        yield _("Who took part")
        yield from figure_lines(heading.participation)
