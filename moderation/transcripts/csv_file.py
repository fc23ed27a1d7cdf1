"""A transcript as spreadsheets in one zip: its rows, its values, and what each column means."""

import csv
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import TextIOWrapper
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from moderation.transcripts.dictionary import SEGMENT, columns, readme
from moderation.transcripts.record import Heading, Row, Value

# What spreadsheet programs take for a formula, full-width forms included.
FORMULA_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
FORMULA_STARTS = tuple(FORMULA_SIGNS + "\t\r\n")
# Where a program cuts the file at semicolons, as Excel does in much of Europe, a cell's text
# goes on as cells of its own: after each of these, blanks and quotation marks apart.
_INSIDE = re.compile(rf"""([;\t\r\n][\s"']*)([{re.escape(FORMULA_SIGNS)}])""")
# A row's lists and tables have columns or a sheet of their own.
ROW_COLUMNS = [name for name in Row.model_fields if name not in ("segments", "values")]
VALUE_COLUMNS = list(Value.model_fields)


def write_csv(file: IO[bytes], heading: Heading, rows: Iterable[Row]) -> None:
    """The same rows give the same bytes, so that checksums can be compared.

    Rows go to temporary files first: a zip takes one member at a time, and there are two.
    """
    sets = list(heading.board.segments)
    with _sheet() as transcript, _sheet() as values, _sheet() as dictionary, _sheet() as note:
        _write_rows(transcript.text, values.text, sets, rows)
        csv.writer(dictionary.text).writerows(map(_safe_row, columns(sets)))
        note.text.write(readme(heading))
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            transcript.add_to(archive, "transcript.csv", heading.made_at)
            values.add_to(archive, "values.csv", heading.made_at)
            dictionary.add_to(archive, "columns.csv", heading.made_at)
            note.add_to(archive, "README.txt", heading.made_at)


def safe(value: Any) -> str:
    """A cell that no spreadsheet program runs: an apostrophe before what it would take for one.

    A sign inside that could begin a cell where semicolons, tabs or line breaks separate them
    has one before it, too. Text that has apostrophes there already gets one more, so that
    taking one off at each such place, first at the cell's start, always gives back the text.
    """
    text = _INSIDE.sub(r"\1'\2", _as_text(value))
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)


def _safe_row(cells: Iterable[Any]) -> list[str]:
    return [safe(cell) for cell in cells]


def _write_rows(
    transcript: IO[str], values: IO[str], sets: Sequence[str], rows: Iterable[Row]
) -> None:
    to_transcript, to_values = csv.writer(transcript), csv.writer(values)
    to_transcript.writerow(_safe_row([*ROW_COLUMNS, *(SEGMENT + key for key in sets)]))
    to_values.writerow(["reply", "version", "question", *VALUE_COLUMNS])
    for row in rows:
        cells = [getattr(row, name) for name in ROW_COLUMNS]
        to_transcript.writerow(_safe_row([*cells, *(row.segments.get(key) for key in sets)]))
        for value in row.values:
            cells = [getattr(value, name) for name in VALUE_COLUMNS]
            to_values.writerow(_safe_row([row.reply, row.version, row.question, *cells]))


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
        member = ZipInfo(name, date_time=made_at.timetuple()[:6])
        member.compress_type = ZIP_DEFLATED
        with archive.open(member, "w", force_zip64=True) as target:
            shutil.copyfileobj(self.raw, target)
