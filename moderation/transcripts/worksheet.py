"""One sheet of a workbook, written row by row: each leaves memory when the next one begins."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from moderation.transcripts.csv_file import as_text

# In UTF-16 units, as Excel counts: what a cell can hold.
LONGEST_CELL = 32_767
# Columns are as wide as so many digits; a line of text holds somewhat more characters.
WIDE = {"words": 80, "prompt": 50, "choices": 40, "text": 80, "meaning": 80, "about": 100}
WIDTH = 14
# In points. Excel makes no row higher than this.
LINE, HIGHEST = 15, 409
# How many columns are printed side by side.
ON_A_PAGE = 12


class PlainSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet on which everything is somebody's words, and which forgets what it has written.

    XlsxWriter takes text between `<r>` and `</r>` for text that it has formatted itself, and
    writes it as it stands; and it keeps the height of every row.
    """

    def _xml_rich_inline_string(self, string: str, attributes: Any = ()) -> None:
        self._xml_inline_string(string, True, attributes)

    def _write_single_row(self, current_row_num: int = 0) -> None:
        written = self.previous_row
        super()._write_single_row(current_row_num)
        self.row_info.pop(written, None)
        self.row_sizes.pop(written, None)


@dataclass(slots=True)
class Sheet:
    """`row` is the last one written, counted from 0."""

    sheet: Worksheet
    head: Format
    body: Format
    row: int = -1
    columns: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, book: Workbook, name: str) -> "Sheet":
        look = {"text_wrap": True, "valign": "top"}
        head = book.add_format({"bold": True, "bottom": 1, **look})
        return cls(book.add_worksheet(name, PlainSheet), head, book.add_format(look))

    def begin(self, columns: list[str]) -> None:
        """The first row names the columns, and stays in sight."""
        self.columns = columns
        for number, name in enumerate(columns):
            self.sheet.set_column(number, number, WIDE.get(name, WIDTH))
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_landscape()
        self.sheet.repeat_rows(0)
        self.sheet.fit_to_pages(ceil(len(columns) / ON_A_PAGE), 0)
        self._put(columns, self.head)

    def write(self, cells: Iterable[Any]) -> list[tuple[str, str]]:
        """The next row is written. Returns column and rest of each text too long for its cell."""
        return self._put(cells, self.body)

    def _put(self, cells: Iterable[Any], look: Format) -> list[tuple[str, str]]:
        self.row += 1
        rests, lines = [], 1
        for number, cell in enumerate(cells):
            if isinstance(cell, int) and not isinstance(cell, bool):
                self.sheet.write_number(self.row, number, cell, look)
                continue
            first, *rest = parts_of(_in_words(cell))
            lines = max(lines, self._lines(number, first))
            if first:
                self.sheet.write_string(self.row, number, first, look)
            rests += [(self.columns[number], "".join(rest))] if rest else []
        self.sheet.set_row(self.row, min(lines * LINE, HIGHEST))
        return rests

    def _lines(self, number: int, text: str) -> int:
        """How many lines the text takes in its column, near enough."""
        width = WIDE.get(self.columns[number], WIDTH)
        return sum(max(1, ceil(len(line) / width)) for line in text.split("\n"))


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


def _in_words(value: Any) -> str:
    """`2021-03-30 12:00:00+01:00` for a moment, as a person reads it in a cell."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return as_text(value)
