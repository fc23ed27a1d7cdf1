"""What people sent, in every format: by name with what it shows, and as a picture where it can."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from jsonschema import Draft202012Validator
from PIL import Image

from moderation.enums import TranscriptFormat, TranscriptNames
from moderation.transcripts import docx_pictures, html_file
from sessions.enums import Kind
from sessions.models import Board
from tests import factories
from tests.moderation.transcripts.reading import document, sheet, told_in, transcript_of, written
from tests.moderation.transcripts.test_files import SCHEMA

pytestmark = pytest.mark.django_db

FRESH = TranscriptNames.ANONYMOUS
NAMES = ["Grey-Kestrel_Q2_1.webp", "Grey-Kestrel_Q2_2.webp"]


@pytest.fixture
def board() -> Board:
    """Somebody has sent two pictures, and said of the first what it shows."""
    board = factories.board()
    stage = factories.stage(board)
    factories.question(stage)
    asked = factories.question(stage, key="place", kind=Kind.FILE)
    person = factories.participant(board, pseudonym="Grey Kestrel")
    answer = factories.answer(person, asked, "", said_at=factories.NOW)
    factories.file_in(answer, "The harbour; at night")
    factories.file_in(answer, colour="blue")
    return board


@pytest.mark.parametrize("format", TranscriptFormat)
def test_every_format_names_each_file_and_says_what_it_shows(
    board: Board, tmp_path: Path, format: TranscriptFormat
) -> None:
    ((_who, words, choices),) = told_in(written(transcript_of(board), format, tmp_path), format)

    assert (words, choices) == ("", f"{NAMES[0]}: The harbour; at night; {NAMES[1]}")


def test_tables_and_programs_get_a_value_for_each(board: Board, tmp_path: Path) -> None:
    path = written(transcript_of(board), TranscriptFormat.CSV, tmp_path)
    told = document(written(transcript_of(board), TranscriptFormat.JSON, tmp_path))

    expected = [(NAMES[0], "1", "The harbour; at night"), (NAMES[1], "2", "")]
    cells = sheet(path, "values.csv")
    assert [(one["file"], one["number"], one["words"]) for one in cells] == expected
    (row,) = told["rows"]
    assert [(one["file"], str(one["number"]), one["words"]) for one in row["values"]] == expected
    Draft202012Validator(document(SCHEMA)).validate(told)


def test_a_web_page_and_a_document_show_small_pictures(board: Board, tmp_path: Path) -> None:
    page = written(transcript_of(board), TranscriptFormat.HTML, tmp_path).read_text()
    path = written(transcript_of(board), TranscriptFormat.DOCX, tmp_path)

    assert page.count('<img src="data:image/webp;base64,') == 2
    assert 'alt="The harbour; at night"' in page
    shown = docx.Document(str(path)).inline_shapes
    assert len(shown) == 2
    with ZipFile(path) as archive:
        assert Image.open(BytesIO(archive.read("word/media/picture1.jpg"))).format == "JPEG"
        assert archive.testzip() is None


def test_what_finds_no_room_is_named_alone(
    board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html_file, "MOST_BYTES", 60)
    monkeypatch.setattr(docx_pictures, "MOST_BYTES", 60)

    page = written(transcript_of(board), TranscriptFormat.HTML, tmp_path).read_text()
    path = written(transcript_of(board), TranscriptFormat.DOCX, tmp_path)

    assert (page.count("<img"), page.count(NAMES[1])) == (0, 1)
    assert len(docx.Document(str(path)).inline_shapes) == 0


def test_the_files_lie_beside_the_tables_where_that_is_asked_for(
    board: Board, tmp_path: Path
) -> None:
    path = written(transcript_of(board), TranscriptFormat.FILES, tmp_path)

    with ZipFile(path) as archive:
        lies = [name for name in archive.namelist() if name.startswith("files/")]
        assert lies == [f"files/{name}" for name in NAMES]
        assert Image.open(BytesIO(archive.read(lies[0]))).size == (40, 20)


@pytest.fixture
def going(board: Board) -> None:
    """Of the first picture the storage still has the names, and nothing under them."""
    asked = board.stages.get().questions.get(key="place")
    value = asked.replies.get().versions.get().values.get(place=1)
    assert value.file
    for stored in (value.file.file, value.file.small):
        path = Path(stored.path)
        path.unlink()
        path.symlink_to(path.with_name("gone"))


@pytest.mark.usefixtures("going")
def test_a_file_that_goes_meanwhile_is_named_alone(board: Board, tmp_path: Path) -> None:
    path = written(transcript_of(board), TranscriptFormat.FILES, tmp_path)
    page = written(transcript_of(board), TranscriptFormat.HTML, tmp_path).read_text()

    assert [one["file"] for one in sheet(path, "values.csv")] == NAMES
    with ZipFile(path) as archive:
        lies = [name for name in archive.namelist() if name.startswith("files/")]
    assert lies == [f"files/{NAMES[1]}"]
    assert (page.count("<img"), page.count(NAMES[0])) == (1, 1)


def test_an_anonymised_transcript_names_pictures_and_holds_none(
    board: Board, tmp_path: Path
) -> None:
    page = written(transcript_of(board, FRESH), TranscriptFormat.HTML, tmp_path).read_text()
    path = written(transcript_of(board, FRESH), TranscriptFormat.FILES, tmp_path)

    assert (page.count("<img"), "Participant-1_Q2_1.webp" in page) == (0, True)
    with ZipFile(path) as archive:
        assert [name for name in archive.namelist() if name.startswith("files/")] == []


def test_a_file_keeps_its_name_in_every_version_and_no_two_share_one(
    board: Board, tmp_path: Path
) -> None:
    asked = board.stages.get().questions.get(key="place")
    answer = asked.replies.get()
    first = answer.versions.get()
    again = factories.version(answer, "")
    kept = first.values.get(place=2)
    again.values.create(file=kept.file, place=1)
    factories.file_in(answer, "Another")
    double = factories.participant(board, pseudonym="Grey  Kestrel")
    factories.file_in(factories.answer(double, asked, "", said_at=factories.NOW + factories.HOUR))

    told = document(written(transcript_of(board), TranscriptFormat.JSON, tmp_path))

    named = [[one["file"] for one in row["values"]] for row in told["rows"]]
    assert sorted(named) == [
        NAMES,
        ["Grey-Kestrel_Q2_2.webp", "Grey-Kestrel_Q2_3.webp"],
        ["Grey-Kestrel_Q2_4.webp"],
    ]
