"""A transcript as a workbook: what it is, its rows, its values, the guide, and the columns.

Every text is written as text: none is run as a formula or made a link.
"""

from collections.abc import Iterable, Iterator
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook

from moderation.transcripts.about import named, sort_of
from moderation.transcripts.figures import figure_lines
from moderation.transcripts.record import Heading, Row
from moderation.transcripts.skips import skip_rows
from moderation.transcripts.tables import guide_rows, more_tables, tables_of
from moderation.transcripts.verdicts import verdict_rows
from moderation.transcripts.worksheet import Sheet, parts_of

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
SHEETS = ("about", "transcript", "values", "guide", "columns", "continued")


def write_xlsx(file: IO[bytes], heading: Heading, rows: Iterable[Row]) -> None:
    """The same rows give the same cells."""
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        made_at = heading.made_at.replace(tzinfo=None)
        book.set_properties({"title": heading.board.title, "created": made_at})
        _Book(book, heading).fill(heading, rows)


class _Book:
    def __init__(self, book: Workbook, heading: Heading) -> None:
        names = (*SHEETS, *more_tables(heading))
        self.sheets = {name: Sheet.of(book, name) for name in names}

    def fill(self, heading: Heading, rows: Iterable[Row]) -> None:
        tables = tables_of(heading)
        self._begin({"about": ["about"], **tables.columns})
        self._begin({"columns": ["table", "column", "meaning"]})
        self._begin({"continued": ["sheet", "row", "column", "text"]})
        for row in rows:
            self._write("transcript", tables.row(row))
            for cells in tables.values(row):
                self._write("values", cells)
        for line in _about(heading):
            self._write("about", [line])
        for cells in guide_rows(heading):
            self._write("guide", cells)
        for cells in verdict_rows(heading.verdicts):
            self._write("verdicts", cells)
        for cells in skip_rows(heading.skips):
            self._write("skips", cells)
        for meaning in tables.meanings():
            self._write("columns", meaning)

    def _begin(self, columns: dict[str, list[str]]) -> None:
        for name, of_sheet in columns.items():
            self.sheets[name].begin(of_sheet)

    def _write(self, name: str, cells: Iterable[Any]) -> None:
        """What no cell can hold goes on in the sheet `continued`, part after part."""
        sheet = self.sheets[name]
        for column, text in sheet.write(cells):
            for part in parts_of(text):
                self.sheets["continued"].write([name, sheet.row + 1, column, part])


def _about(heading: Heading) -> Iterator[str]:
    yield sort_of(heading.selection)
    yield named(heading.selection, heading.board.title)
    yield from heading.about
    yield _("What is too long for a cell goes on in the sheet “continued”.")
    if not heading.selection.instructions_only:
        yield _("Who took part")
        yield from figure_lines(heading.participation)
