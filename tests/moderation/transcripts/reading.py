"""Reading a written transcript back, the way a spreadsheet program or a script would."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from moderation.enums import TranscriptFormat
from moderation.models import Transcript
from moderation.transcripts.csv_file import FORMULA_SIGNS, FORMULA_STARTS
from moderation.transcripts.record import Row
from moderation.transcripts.writing import write_file
from sessions.enums import Identity
from sessions.models import Board
from tests import factories

SAID_AT = datetime(2021, 3, 30, 12, 0, tzinfo=UTC)


def transcript_of(board: Board, identity: Identity = Identity.PSEUDONYM) -> Transcript:
    """One that the command line asks for, as of the day after the tests' week."""
    return Transcript(
        board=board,
        format=TranscriptFormat.CSV,
        identity=identity,
        asked_at=factories.ENDS_AT + factories.DAY,
    )


def written(transcript: Transcript, format: TranscriptFormat, folder: Path) -> Path:
    transcript.format = format
    path = folder / f"transcript.{format.value}"
    write_file(transcript, path)
    return path


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


def row(**fields: Any) -> Row:
    """A row that says nothing but what is named."""
    return Row(
        **{
            "reply": 1,
            "version": 1,
            "latest": True,
            "thread": 1,
            "parent": None,
            "kind": "answer",
            "stage": "one",
            "stage_title": "One",
            "question": "hopes",
            "question_kind": "text",
            "question_version": 1,
            "prompt": "What did you hope?",
            "entry": 1,
            "author": "Heron 01",
            "person": 1,
            "role": "participant",
            "segments": {},
            "quoted": "yes",
            "private_with": "",
            "words": "",
            "choices": "",
            "values": [],
            "said_at": SAID_AT,
            "entered_at": SAID_AT,
            "channel": "web",
            "source": "",
            "entered_by": "",
            "late": False,
            "after_reading": False,
            "needs_reply": False,
            "state": [],
        }
        | fields
    )
