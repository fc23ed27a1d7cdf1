"""The same content in every format, to the letter, as an independent reader finds it."""

import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.text import plain
from moderation.enums import Arrangement, TranscriptFormat, TranscriptNames
from moderation.transcripts.csv_file import FORMULA_STARTS
from moderation.transcripts.docx_file import speaker
from moderation.transcripts.record import Row
from moderation.transcripts.worksheet import LONGEST_CELL, parts_of
from moderation.transcripts.writing import FORMATS
from tests.moderation.transcripts.made_up import heading, row
from tests.moderation.transcripts.reading import told_in, transcript_of, written

FORMATS_TO_READ = list(TranscriptFormat)
LONG = 3 * LONGEST_CELL

pieces = st.sampled_from(
    [
        *FORMULA_STARTS,
        *"'\"<>&|;:",
        "Name: ",
        "\n\n",
        "\n  ",
        " \t ",
        "<r>",
        "</r>",
        "</p></body>",
        "_x000B_",
        "_x005F_",
        "]]>",
        "&amp;",
        "&#0;",
        "  | ",
        "Ann (no. 3, late)",
        "אבג",
        "مرحبا",
        "\u202eabc\u202c",
        "e\u0301",
        "\u200d",
        "👩🏽‍⚕️",
        "\x85",
        "\u2028",
        "\x9f",
        "\ufeff",
    ]
)
anything = st.text(st.characters(codec="utf-8"), max_size=40)
typed = st.lists(anything | pieces, max_size=8).map("".join).map(plain.clean)


def file_of(rows: list[Row], format: TranscriptFormat, folder: str) -> Path:
    path = Path(folder) / "transcript"
    with path.open("wb") as file:
        FORMATS[format].write(file, heading(), rows)
    return path


def read_back(rows: list[Row], format: TranscriptFormat) -> list[tuple[str, str, str]]:
    with TemporaryDirectory() as folder:
        return told_in(file_of(rows, format, folder), format)


@pytest.mark.parametrize("format", FORMATS_TO_READ)
@given(texts=st.lists(st.tuples(typed, typed), min_size=1, max_size=4))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_someone_types_survives_to_the_letter(format, texts):
    rows = [
        row(reply=number, words=words, choices=choices)
        for number, (words, choices) in enumerate(texts, start=1)
    ]

    assert read_back(rows, format) == [("Heron 01", *texts_of_one) for texts_of_one in texts]


@pytest.mark.parametrize("format", FORMATS_TO_READ)
@pytest.mark.parametrize(
    "text",
    [
        "a" * LONG,
        "👩🏽‍⚕️" * (LONG // 4),
        "<r>bold</r>",
        "<r></r>",
        "line\n" * 9_000 + "end",
        "=1+1",
        "=HYPERLINK('https://example.org')",
        "https://example.org/",
        "12",
        "_x000B_ is no tab",
    ],
    ids=lambda text: text[:12],
)
def test_what_programs_stumble_over_survives_too(format, text):
    assert read_back([row(words=text)], format) == [("Heron 01", text, "")]


@pytest.mark.parametrize("format", FORMATS_TO_READ)
def test_what_no_xml_can_hold_never_spoils_a_file(format):
    stored_before_it_was_cleaned = "one\ufffetwo\uffffthree"

    [(author, words, _choices)] = read_back([row(words=stored_before_it_was_cleaned)], format)

    assert (author, words.replace("\ufffd", "").replace("\ufffe", "").replace("\uffff", "")) == (
        "Heron 01",
        "onetwothree",
    )


@given(st.text(st.sampled_from("a👩\n"), max_size=70))
def test_a_cell_takes_no_more_than_it_can_hold_and_loses_nothing(text):
    many = text * 1000

    pieces_of_it = parts_of(many)

    assert "".join(pieces_of_it) == many
    assert max(len(piece.encode("utf-16-le")) // 2 for piece in pieces_of_it) <= LONGEST_CELL


@pytest.mark.django_db
@pytest.mark.parametrize("by", Arrangement)
@pytest.mark.parametrize("names", TranscriptNames)
def test_every_format_tells_the_same_in_the_same_order(board, lived, tmp_path, names, by):
    transcript = transcript_of(board, names, by=by)

    told = {one: told_in(written(transcript, one, tmp_path), one) for one in TranscriptFormat}

    told[TranscriptFormat.JSON] = [
        (speaker(author), words, choices) for author, words, choices in told[TranscriptFormat.JSON]
    ]
    assert len(told[TranscriptFormat.CSV]) == 9
    assert {one: rows for one, rows in told.items() if rows != told[TranscriptFormat.CSV]} == {}


@pytest.mark.parametrize("format", FORMATS_TO_READ)
def test_the_same_rows_give_the_same_content_whenever_they_are_written(format):
    rows = [row(words="Yes."), row(reply=2, words="No.")]

    assert read_back(rows, format) == read_back(rows, format)


@pytest.mark.parametrize("format", FORMATS_TO_READ)
def test_memory_does_not_grow_with_the_board(format):
    few, many = peak_of(format, 300), peak_of(format, 3000)

    assert many - few < 1_000_000


def peak_of(format: TranscriptFormat, count: int) -> int:
    """The most memory that writing so many rows of some 100 words took at once, in bytes."""
    stream = (
        row(reply=number, thread=number, words=f"{number} {'several words ' * 50}")
        for number in range(1, count + 1)
    )
    with TemporaryDirectory() as folder, (Path(folder) / "transcript").open("wb") as file:
        tracemalloc.start()
        FORMATS[format].write(file, heading(), stream)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return peak
