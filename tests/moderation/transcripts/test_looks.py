"""A transcript names what there was to look at, under the question's wording."""

import json
import zipfile
from pathlib import Path

import docx
import pytest
from jsonschema import Draft202012Validator

from moderation.enums import TranscriptFormat
from sessions.enums import Kind
from sessions.models import Board
from tests import factories
from tests.moderation.transcripts.reading import document, sheet, transcript_of, written
from tests.moderation.transcripts.test_files import SCHEMA

pytestmark = pytest.mark.django_db

ALTERNATIVE = "A harbour at dawn"


@pytest.fixture
def board() -> Board:
    """Somebody has chosen between two options, one with a picture, with another in reach."""
    board = factories.board()
    question = factories.question(
        factories.stage(board), key="which", kind=Kind.SINGLE, options=["One", "Another"]
    )
    factories.stimulus(question, factories.picture(board, "harbour"), ALTERNATIVE)
    question.wording.items.filter(text="One").update(picture=factories.picture(board, "one"))
    answer = factories.answer(factories.participant(board), question, "")
    factories.value(answer, "one")
    return board


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("format", TranscriptFormat)
def test_every_format_names_it_with_what_it_shows(
    board: Board, tmp_path: Path, format: TranscriptFormat, alone: bool
) -> None:
    path = written(transcript_of(board, instructions_only=alone), format, tmp_path)

    text = words_in(path, format)
    assert all(words in text for words in ("harbour", ALTERNATIVE, "one"))


def words_in(path: Path, format: TranscriptFormat) -> str:
    if format == TranscriptFormat.DOCX:
        return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    if format == TranscriptFormat.XLSX:
        with zipfile.ZipFile(path) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    if format in (TranscriptFormat.CSV, TranscriptFormat.FILES):
        return str(sheet(path, "guide.csv"))
    return path.read_text(encoding="utf-8")


def test_the_json_says_which_and_is_what_its_schema_says(board: Board, tmp_path: Path) -> None:
    told = document(written(transcript_of(board), TranscriptFormat.JSON, tmp_path))

    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(told)
    (wording,) = told["guide"][0]["questions"][0]["wordings"]
    assert wording["stimuli"] == [
        {"file": "harbour", "content_type": "image/webp", "alternative": ALTERNATIVE}
    ]
    assert [item["picture"] for item in wording["items"]] == ["one", ""]


def test_tables_have_a_line_for_each(board: Board, tmp_path: Path) -> None:
    rows = sheet(written(transcript_of(board), TranscriptFormat.CSV, tmp_path), "guide.csv")

    assert [(row["part"], row["key"], row["text"]) for row in rows[2:]] == [
        ("stimulus", "harbour", ALTERNATIVE),
        ("option", "one", "One"),
        ("picture", "one", "One"),
        ("option", "another", "Another"),
    ]
