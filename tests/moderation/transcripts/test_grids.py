"""A grid in every format: row by row, in points or in the words of its columns."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from moderation.enums import TranscriptFormat
from sessions.enums import Kind
from sessions.models import Board
from tests import factories
from tests.moderation.transcripts.reading import (
    document,
    sheet,
    told_in,
    transcript_of,
    worksheet,
    written,
)
from tests.moderation.transcripts.test_files import SCHEMA

pytestmark = pytest.mark.django_db

VALUES = [
    ("often", "we-met", "We met", None, "Often"),
    ("often", "we-wrote", "We wrote", None, "Never"),
    ("rated", "the-pace", "The pace", 2, ""),
    ("rated", "the-people", "The people", 5, ""),
]


@pytest.fixture
def board() -> Board:
    """Somebody has answered a grid with columns, and one on a scale from 1 to 5."""
    board = factories.board()
    stage, person = factories.stage(board), factories.participant(board, pseudonym="Kestrel")
    often = factories.question(
        stage, key="often", kind=Kind.GRID, rows=["We met", "We wrote"], columns=["Never", "Often"]
    )
    rated = factories.question(stage, key="rated", kind=Kind.GRID, rows=["The pace", "The people"])
    chosen = factories.answer(person, often, "", said_at=factories.NOW)
    factories.value(chosen, "we-wrote", column="never")
    factories.value(chosen, "we-met", column="often")
    points = factories.answer(person, rated, "", said_at=factories.NOW)
    factories.value(points, "the-people", number=5)
    factories.value(points, "the-pace", number=2)
    return board


@pytest.mark.parametrize("format", TranscriptFormat)
def test_every_format_tells_what_was_chosen_in_each_row(
    board: Board, tmp_path: Path, format: TranscriptFormat
) -> None:
    told = told_in(written(transcript_of(board), format, tmp_path), format)

    assert [choices for _who, _words, choices in told] == [
        "We met: Often; We wrote: Never",
        "The pace: 2; The people: 5 (1: low; 5: high)",
    ]


def test_tables_have_a_line_for_each_row_with_its_key_and_what_was_chosen(
    board: Board, tmp_path: Path
) -> None:
    transcript = transcript_of(board)
    csv = sheet(written(transcript, TranscriptFormat.CSV, tmp_path), "values.csv")
    xlsx = worksheet(written(transcript, TranscriptFormat.XLSX, tmp_path), "values")
    names = ("question", "key", "item", "number", "words")

    assert [tuple(row[name] for name in names) for row in csv] == [
        (*value[:3], str(value[3] or ""), value[4]) for value in VALUES
    ]
    assert [tuple(row[name] or None for name in names) for row in xlsx] == [
        tuple(cell or None for cell in value) for value in VALUES
    ]


def test_the_json_has_a_value_for_each_row_and_is_what_its_schema_says(
    board: Board, tmp_path: Path
) -> None:
    told = document(written(transcript_of(board), TranscriptFormat.JSON, tmp_path))

    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(told)
    assert [
        (row["question"], value["key"], value["item"], value["number"], value["words"])
        for row in told["rows"]
        for value in row["values"]
    ] == VALUES


def test_the_guide_names_rows_before_what_can_be_chosen_in_them(
    board: Board, tmp_path: Path
) -> None:
    guide = transcript_of(board, instructions_only=True)
    told = document(written(guide, TranscriptFormat.JSON, tmp_path))
    text = written(guide, TranscriptFormat.TXT, tmp_path).read_text(encoding="utf-8")

    (stage,) = told["guide"]
    assert [
        [(item["kind"], item["text"]) for item in question["wordings"][0]["items"]]
        for question in stage["questions"]
    ] == [
        [("row", "We met"), ("row", "We wrote"), ("column", "Never"), ("column", "Often")],
        [
            ("row", "The pace"),
            ("row", "The people"),
            ("low_end", "low"),
            ("high_end", "high"),
        ],
    ]
    at = [text.index(words) for words in ("Row · We met", "Column · Never", "Column · Often")]
    assert at == sorted(at)
