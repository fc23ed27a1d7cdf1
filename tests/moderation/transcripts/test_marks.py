"""Marks on a picture in every format: where each is, what it means and what was said to it."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from moderation.enums import TranscriptFormat
from sessions.enums import Kind
from sessions.models import Board
from tests import factories
from tests.moderation.transcripts.reading import document, sheet, told_in, transcript_of, written
from tests.moderation.transcripts.test_files import SCHEMA

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Board:
    board = factories.board()
    asked = factories.question(
        factories.stage(board), kind=Kind.ANNOTATE, marks=["I like this", "Unclear"]
    )
    answer = factories.answer(factories.participant(board), asked, "", said_at=factories.NOW)
    factories.mark(answer, 325, 600, "The light", kind="i-like-this")
    factories.mark(answer, 1000, 0, kind="unclear")
    return board


@pytest.mark.parametrize("format", TranscriptFormat)
def test_every_format_says_it_in_one_line(
    board: Board, tmp_path: Path, format: TranscriptFormat
) -> None:
    ((_who, words, choices),) = told_in(written(transcript_of(board), format, tmp_path), format)

    assert (words, choices) == (
        "",
        "1 (32 % across, 60 % down), I like this: The light; 2 (100 % across, 0 % down), Unclear",
    )


def test_tables_and_programs_get_a_value_for_each(board: Board, tmp_path: Path) -> None:
    cells = sheet(written(transcript_of(board), TranscriptFormat.CSV, tmp_path), "values.csv")
    told = document(written(transcript_of(board), TranscriptFormat.JSON, tmp_path))

    names = ("key", "number", "words", "across", "down")
    expected = [
        ("i-like-this", "1", "The light", "32.5", "60.0"),
        ("unclear", "2", "", "100.0", "0.0"),
    ]
    assert [tuple(one[name] for name in names) for one in cells] == expected
    (row,) = told["rows"]
    assert [tuple(str(one[name]) for name in names) for one in row["values"]] == expected
    Draft202012Validator(document(SCHEMA)).validate(told)
