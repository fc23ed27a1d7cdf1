"""A transcript as spreadsheets in one zip: its rows, its values, and what each column means."""

import csv
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import TextIOWrapper
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from moderation.transcripts.dictionary import readme
from moderation.transcripts.record import Heading, Row
from moderation.transcripts.skips import skip_rows
from moderation.transcripts.tables import guide_rows, more_tables, tables_of
from moderation.transcripts.verdicts import verdict_rows
from moderation.transcripts.zipped import member

# What spreadsheet programs take for a formula, full-width forms included.
FORMULA_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
FORMULA_STARTS = tuple(FORMULA_SIGNS + "\t\r\n")
# Where a program cuts the file at semicolons, as Excel does in much of Europe, a cell's text
# goes on as cells of its own: after each of these, blanks and quotation marks apart.
_INSIDE = re.compile(rf"""([;\t\r\n][\s"']*)([{re.escape(FORMULA_SIGNS)}])""")
_SHEETS = ("transcript", "values", "guide", "columns")


def write_csv(file: IO[bytes], heading: Heading, rows: Iterable[Row]) -> None:
    """The same rows give the same bytes, so that checksums can be compared.

    Rows go to temporary files first: a zip takes one member at a time, and there are several.
    """
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        add_sheets(archive, heading, rows)


def add_sheets(archive: ZipFile, heading: Heading, rows: Iterable[Row]) -> None:
    names = sheets_of(heading)
    with ExitStack() as open_sheets:
        sheets = {name: open_sheets.enter_context(_sheet()) for name in (*names, "README")}
        _fill(sheets, heading, rows)
        for name in names:
            sheets[name].add_to(archive, f"{name}.csv", heading.made_at)
        sheets["README"].add_to(archive, "README.txt", heading.made_at)


def sheets_of(heading: Heading) -> tuple[str, ...]:
    return (*_SHEETS, *more_tables(heading))


def safe(value: Any) -> str:
    """A cell that no spreadsheet program runs: an apostrophe before what it would take for one.

    A sign inside that could begin a cell where semicolons, tabs or line breaks separate them
    has one before it, too. Text that has apostrophes there already gets one more, so that
    taking one off at each such place, first at the cell's start, always gives back the text.
    """
    text = _INSIDE.sub(r"\1'\2", as_text(value))
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)


def _fill(sheets: dict[str, "Sheet"], heading: Heading, rows: Iterable[Row]) -> None:
    tables = tables_of(heading)
    writers = {name: csv.writer(sheets[name].text) for name in sheets_of(heading)}
    for name, columns in tables.columns.items():
        writers[name].writerow(_safe_row(columns))
    for row in rows:
        writers["transcript"].writerow(_safe_row(tables.row(row)))
        writers["values"].writerows(map(_safe_row, tables.values(row)))
    writers["guide"].writerows(map(_safe_row, guide_rows(heading)))
    if heading.verdicts:
        writers["verdicts"].writerows(map(_safe_row, verdict_rows(heading.verdicts)))
    if heading.skips:
        writers["skips"].writerows(map(_safe_row, skip_rows(heading.skips)))
    writers["columns"].writerow(("file", "column", "meaning"))
    writers["columns"].writerows(
        _safe_row((f"{table}.csv", *meaning)) for table, *meaning in tables.meanings()
    )
    sheets["README"].text.write(readme(heading))


def _safe_row(cells: Iterable[Any]) -> list[str]:
    return [safe(cell) for cell in cells]


@contextmanager
def _sheet() -> Iterator["Sheet"]:
    """Unnamed, gone when closed, beginning with the mark by which Excel knows UTF-8."""
    with tempfile.TemporaryFile() as raw:
        text = TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        yield Sheet(raw, text)
        text.detach()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file to be written as text and read as bytes."""

    raw: IO[bytes]
    text: TextIOWrapper

    def add_to(self, archive: ZipFile, name: str, made_at: datetime) -> None:
        """The sheet is a member of the archive, with a date that the content decides."""
        self.text.flush()
        self.raw.seek(0)
        with archive.open(member(name, made_at), "w", force_zip64=True) as target:
            shutil.copyfileobj(self.raw, target)
