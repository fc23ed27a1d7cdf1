"""The day that an entry of a daily diary was for stands in every format."""

from pathlib import Path

import pytest

from moderation.enums import TranscriptFormat, TranscriptNames
from sessions.enums import Every
from sessions.models import Board
from tests import factories
from tests.moderation.transcripts.reading import (
    document,
    sheet,
    transcript_of,
    worksheet,
    written,
)
from tests.moderation.transcripts.test_files import content

pytestmark = pytest.mark.django_db

READ = (TranscriptFormat.DOCX, TranscriptFormat.HTML, TranscriptFormat.TXT)


@pytest.fixture
def board() -> Board:
    """Day 2, a Saturday, is made up for on the Tuesday; somebody comments on it."""
    board = factories.board()
    diary = factories.question(factories.stage(board), entries=10, every=Every.DAY)
    other = factories.question(diary.stage, entries=2)
    person = factories.participant(board, pseudonym="Kestrel")
    answer = factories.answer(person, diary, "It was well.", entry=2)
    factories.comment(person, answer, "Nearly.")
    factories.answer(person, other, "Twice.", entry=2)
    return board


@pytest.mark.parametrize("format", READ)
def test_it_is_read_in_words(board: Board, tmp_path: Path, format: TranscriptFormat) -> None:
    told = content(written(transcript_of(board), format, tmp_path))

    assert "day 2 of the diary, Saturday 27 March 2021" in told
    assert "entry 2" in told


def test_it_has_a_column_and_a_key(board: Board, tmp_path: Path) -> None:
    days = {
        TranscriptFormat.JSON: lambda path: [row["entry_date"] for row in document(path)["rows"]],
        TranscriptFormat.CSV: lambda path: [row["entry_date"] or None for row in sheet(path)],
        TranscriptFormat.XLSX: lambda path: [
            row["entry_date"] or None for row in worksheet(path, "transcript")
        ],
    }

    for format, read in days.items():
        assert read(written(transcript_of(board), format, tmp_path)) == ["2021-03-27", None, None]


def test_an_anonymised_transcript_keeps_the_date_back(board: Board, tmp_path: Path) -> None:
    told = document(
        written(transcript_of(board, TranscriptNames.ANONYMOUS), TranscriptFormat.JSON, tmp_path)
    )

    assert [(row["entry"], row["entry_date"]) for row in told["rows"]] == [
        (2, None),
        (1, None),
        (2, None),
    ]
