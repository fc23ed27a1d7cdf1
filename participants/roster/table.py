"""A spreadsheet's file as rows of named cells, whichever program saved it."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from participants.roster.errors import RosterError, RosterErrors
from participants.roster.flaws import read_cell

LARGEST_FILE = 2 * 1024 * 1024
DELIMITERS = ",;\t"
_LINES_LOOKED_AT = 10
_EXCELS_HINT = re.compile(r"sep=(.)\r?\n?")
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True)
class Row:
    """One line of the table; a quoted cell may have spread it over several of the file.

    `flaws` says of a cell, by its place, what no column could make right.
    """

    line: int
    cells: list[str]
    flaws: dict[int, str] = field(default_factory=dict)


def read_table(data: bytes) -> tuple[Row, list[Row]]:
    """The headings, and the rows that hold something; each cell trimmed, on one line.

    Raises RosterErrors for what is no table.
    """
    if len(data) > LARGEST_FILE:
        raise _no_table(1, _("This file is too large to be a roster."))
    text = _decoded(data)
    first_line = 1
    if hint := _EXCELS_HINT.match(text):
        text, first_line = text[hint.end() :], 2
    rows = list(_rows(text, hint[1] if hint else _delimiter(text), first_line))
    if not rows:
        raise _no_table(1, _("This file is empty. Its first line names the columns."))
    return rows[0], rows[1:]


def _decoded(data: bytes) -> str:
    """UTF-8, UTF-16 where its mark says so, else what Excel writes on Windows."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if b"\0" in data:
            message = _("This is no text file. Save the spreadsheet as CSV.")
            raise _no_table(1, message) from None
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The sign that parts most columns of the first line that has several; else a comma."""
    for line in _QUOTED.sub("", text.lstrip()).split("\n")[:_LINES_LOOKED_AT]:
        if found := [sign for sign in DELIMITERS if sign in line]:
            return max(found, key=line.count)
    return DELIMITERS[0]


def _rows(text: str, delimiter: str, first_line: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begun = 0
    while True:
        try:
            read = [read_cell(cell) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            message = _("The quotation marks on this line do not match; a mark inside is doubled.")
            raise _no_table(begun + first_line, message) from None
        cells = [text for text, _flaw in read]
        if any(cells):
            flaws = {place: flaw for place, (_text, flaw) in enumerate(read) if flaw}
            yield Row(begun + first_line, cells, flaws)
        begun = reader.line_num


def _no_table(line: int, message: str) -> RosterErrors:
    return RosterErrors([RosterError(line, "", message)])
