"""Reading a written transcript back, the way somebody else's program would."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import lxml.html
import openpyxl

from moderation.enums import TranscriptFormat, TranscriptNames
from moderation.models import Transcript
from moderation.transcripts.csv_file import FORMULA_SIGNS, FORMULA_STARTS
from moderation.transcripts.selection import Selection
from moderation.transcripts.writing import write_file
from sessions.models import Board
from tests import factories

# Who said what, and what they chose.
Told = tuple[str, str, str]

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SPEAKS = re.compile(r"(\S.*?) \(no\. \d+, .*\)")


def transcript_of(
    board: Board, identity: TranscriptNames = TranscriptNames.PSEUDONYM, **chosen: Any
) -> Transcript:
    """One that the command line asks for, as of the day after the tests' week."""
    return Transcript(
        board=board,
        format=TranscriptFormat.CSV,
        identity=identity,
        selection=Selection(**chosen).stored(),
        asked_at=factories.ENDS_AT + factories.DAY,
    )


def written(transcript: Transcript, format: TranscriptFormat, folder: Path) -> Path:
    transcript.format = format
    path = folder / f"transcript.{format.value}"
    write_file(transcript, path)
    return path


def told_in(path: Path, format: TranscriptFormat) -> list[Told]:
    """Every row of a written transcript, as an independent reader of its format finds it."""
    return READERS[format](path)


def sheet(path: Path, member: str = "transcript.csv") -> list[dict[str, str]]:
    """The rows of one sheet, with the apostrophes before formulas taken off again."""
    with ZipFile(path) as archive:
        text = archive.read(member).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: without_apostrophe(cell) for name, cell in row.items()} for row in rows]


def without_apostrophe(cell: str) -> str:
    """As the README in the zip says."""
    marked = cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_STARTS)
    return re.sub(
        rf"""([;\t\r\n][\s"']*)'([{re.escape(FORMULA_SIGNS)}])""",
        r"\1\2",
        cell[1:] if marked else cell,
    )


def document(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def worksheet(path: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a workbook's sheet; what was too long for a cell is put together again."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    columns, *rows = book[name].iter_rows(values_only=True)
    found = [dict(zip(columns, map(_cell, row), strict=True)) for row in rows]
    for which, number, column, text in book["continued"].iter_rows(min_row=2, values_only=True):
        if which == name:
            found[number - 2][column] += _cell(text)
    return found


def _cell(value: Any) -> Any:
    """As ECMA-376 has it (ST_Xstring): `_x000B_` is that character, also of an underscore."""
    if not isinstance(value, str):
        return "" if value is None else value
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)


def _in_csv(path: Path) -> list[Told]:
    return [(row["author"], row["words"], row["choices"]) for row in sheet(path)]


def _in_json(path: Path) -> list[Told]:
    return [(row["author"], row["words"], row["choices"]) for row in document(path)["rows"]]


def _in_xlsx(path: Path) -> list[Told]:
    rows = worksheet(path, "transcript")
    return [(row["author"], row["words"], row["choices"]) for row in rows]


def _in_docx(path: Path) -> list[Told]:
    return [
        _of_paragraph(paragraph)
        for paragraph in docx.Document(str(path)).paragraphs
        if paragraph.style and paragraph.style.name == "Reply"
    ]


def _of_paragraph(paragraph: Any) -> Told:
    (_speaker, name), *rest = [(run.style.name, run.text) for run in paragraph.runs]
    choices = "".join(text for style, text in rest if style == "Choices")
    words = "".join(text for style, text in rest if style != "Choices")
    return name.removesuffix(": "), words[1:] if choices and words else words, choices


def _in_html(path: Path) -> list[Told]:
    page = lxml.html.document_fromstring(path.read_bytes())

    def inside(article: Any, name: str) -> str:
        return "".join(one.text_content() for one in article.find_class(name))

    return [
        (inside(one, "who"), inside(one, "words"), inside(one, "choices"))
        for one in page.find_class("reply")
    ]


def _in_txt(path: Path) -> list[Told]:
    """A line that ends in a note names who speaks; what follows says what."""
    found: list[dict[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if speaks := _SPEAKS.fullmatch(line):
            found.append({"who": [speaks[1]], "  | ": [], "  = ": []})
        elif found and line[:4] in found[-1]:
            found[-1][line[:4]].append(line[4:])
    return [(one["who"][0], "\n".join(one["  | "]), "\n".join(one["  = "])) for one in found]


READERS: dict[TranscriptFormat, Callable[[Path], list[Told]]] = {
    TranscriptFormat.CSV: _in_csv,
    TranscriptFormat.FILES: _in_csv,
    TranscriptFormat.XLSX: _in_xlsx,
    TranscriptFormat.DOCX: _in_docx,
    TranscriptFormat.HTML: _in_html,
    TranscriptFormat.TXT: _in_txt,
    TranscriptFormat.JSON: _in_json,
}
