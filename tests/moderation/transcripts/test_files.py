"""Files: safe to open, private, as described, whole or not there at all."""

import json
import re
import stat
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bulletin.text import plain
from moderation.enums import TranscriptFormat, TranscriptNames
from moderation.transcripts.csv_file import FORMULA_STARTS, safe, write_csv
from moderation.transcripts.dictionary import schema_text
from moderation.transcripts.writing import FORMATS, write_file
from participants.models import Participant
from tests.moderation.transcripts.made_up import heading, row
from tests.moderation.transcripts.reading import (
    READERS,
    document,
    sheet,
    transcript_of,
    without_apostrophe,
    written,
)

SCHEMA = Path(__file__).parents[3] / "docs" / "transcript-schema.json"

HEADING = heading()

typed = st.text(st.characters(codec="utf-8"), max_size=60).map(plain.clean)
before = st.sampled_from(["", "'", "''", " ", ";", "a;", "a; ", "a\n'", "a;\"'"])
nasty = st.builds("".join, st.tuples(before, st.sampled_from(FORMULA_STARTS), before, typed)).map(
    plain.clean
)


def test_every_format_has_its_writer_and_its_reader():
    assert set(FORMATS) == set(READERS) == set(TranscriptFormat)


@given(st.text(max_size=20) | nasty)
def test_no_cell_begins_like_a_formula_and_each_gives_back_its_text(text):
    cell = safe(text)

    assert not cell.startswith(FORMULA_STARTS)
    assert without_apostrophe(cell) == text
    if text.startswith(FORMULA_STARTS):
        assert cell.startswith(f"'{text[0]}")


@given(st.text("'\"=-;\n\t a", max_size=20))
def test_no_sign_begins_a_cell_where_semicolons_part_them_and_each_gives_back_its_text(text):
    cell = safe(text)

    parts = [part.lstrip(' "') for part in re.split(r"[;\t\r\n]", cell)[1:]]
    assert [part for part in parts if part.startswith(FORMULA_STARTS)] == []
    assert without_apostrophe(cell) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('well;=HYPERLINK("http://x")', 'well;\'=HYPERLINK("http://x")'),
        ("a\n=cmd|' /C calc'!A0", "a\n'=cmd|' /C calc'!A0"),
        ('a; "=1', "a; \"'=1"),
        ("=1;'+2", "'=1;''+2"),
        ("one; two - three", "one; two - three"),
    ],
)
def test_a_sign_after_a_semicolon_or_a_line_break_is_guarded(text, cell):
    assert safe(text) == cell


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_of_any_column_can_start_a_formula(start):
    evil = f"{start}HYPERLINK(1)"
    heading = HEADING.model_copy(
        update={"board": HEADING.board.model_copy(update={"segments": {evil: [evil]}})}
    )
    file = BytesIO()
    evil_row = row(
        **dict.fromkeys(("words", "choices", "author", "prompt", "source", "stage_title"), evil),
        segments={evil: [evil]},
        values=[{"key": evil, "item": evil, "number": 1, "words": evil}],
    )
    write_csv(file, heading, [evil_row])

    with ZipFile(file) as archive:
        sheets = [archive.read(name).decode("utf-8-sig") for name in archive.namelist()[:3]]
    raw = "\n".join(sheets)
    assert raw.count(f"'{evil}") == 6 + 1 + 3
    assert raw.count(evil) == raw.count(f"'{evil}") + raw.count(f"segment_{evil}") + raw.count(
        f"“{evil}”"
    )


def test_the_same_rows_give_the_same_file():
    first, second = BytesIO(), BytesIO()
    write_csv(first, HEADING, [row(words="Yes.")])
    write_csv(second, HEADING, [row(words="Yes.")])

    assert first.getvalue() == second.getvalue()


def test_every_column_is_explained_once(tmp_path):
    path = tmp_path / "sheets.zip"
    with path.open("wb") as file:
        write_csv(file, HEADING, [row(segments={"sector": ["health"]})])

    explained = [(line["file"], line["column"]) for line in sheet(path, "columns.csv")]
    with ZipFile(path) as archive:
        columns = [
            (name, column)
            for name in ("transcript.csv", "values.csv", "guide.csv")
            for column in archive.read(name).decode("utf-8-sig").splitlines()[0].split(",")
        ]
    assert explained == columns
    assert all(line["meaning"] for line in sheet(path, "columns.csv"))


@pytest.mark.django_db
@pytest.mark.parametrize("identity", TranscriptNames)
def test_the_sheets_tell_what_the_json_does(board, lived, tmp_path, identity):
    transcript = transcript_of(board, identity)
    cells = sheet(written(transcript, TranscriptFormat.CSV, tmp_path))
    rows = document(written(transcript, TranscriptFormat.JSON, tmp_path))["rows"]

    def as_cell(value):
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return "; ".join(value)
        return "" if value is None else str(value)

    expected = []
    for one in rows:
        segments = {"segment_sector": as_cell(one["segments"].get("sector", []))}
        plain_cells = {k: as_cell(v) for k, v in one.items() if k not in ("segments", "values")}
        expected.append(plain_cells | segments)
    assert cells == expected
    assert len(cells) == 9


@pytest.mark.django_db
def test_the_values_sheet_tells_what_the_json_does(board, lived, tmp_path):
    transcript = transcript_of(board)
    cells = sheet(written(transcript, TranscriptFormat.CSV, tmp_path), "values.csv")
    rows = document(written(transcript, TranscriptFormat.JSON, tmp_path))["rows"]

    assert cells == [
        {
            "reply": str(one["reply"]),
            "version": str(one["version"]),
            "question": one["question"],
            "key": value["key"],
            "item": value["item"],
            "number": "" if value["number"] is None else str(value["number"]),
            "words": value["words"],
            "file": value["file"],
            "across": "",
            "down": "",
        }
        for one in rows
        for value in one["values"]
    ]
    assert len(cells) == 2


@pytest.mark.django_db
def test_the_json_is_what_its_published_schema_says(board, lived, tmp_path):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    told = document(written(transcript_of(board), TranscriptFormat.JSON, tmp_path))
    validator = Draft202012Validator(schema)

    validator.validate(told)
    assert told["format"] == "bulletin-transcript/3"
    assert len(told["rows"]) == 9

    told["rows"][0]["unknown"] = 1
    assert not validator.is_valid(told)


def test_the_published_schema_is_the_one_the_code_follows():
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), (
        "write moderation.transcripts.dictionary.schema_text() to docs/transcript-schema.json"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("format", TranscriptFormat)
def test_a_transcript_under_pseudonyms_holds_no_name_and_no_address(board, lived, tmp_path, format):
    private = ["Zebedee", "Quigley", "Tess", "ann.zebedee", "example.org"]
    private += [str(person.pk) for person in Participant.objects.all()]

    named = content(written(transcript_of(board, TranscriptNames.REAL_NAME), format, tmp_path))
    assert [word for word in private[:2] + private[4:5] if word in named] == [
        "Zebedee",
        "Quigley",
        "example.org",
    ]

    path = written(transcript_of(board), format, tmp_path)
    assert [word for word in private if word in content(path)] == []
    assert "Kestrel" in content(path)
    assert [word for word in private if word in str(path)] == []


def content(path: Path) -> str:
    if not is_zipfile(path):
        return path.read_text(encoding="utf-8")
    with ZipFile(path) as archive:
        return "\n".join(f"{name} {archive.read(name).decode()}" for name in archive.namelist())


@pytest.mark.django_db
def test_a_file_is_private_to_its_owner_and_described_by_what_is_returned(board, lived, tmp_path):
    path = tmp_path / "whole.json"
    transcript = transcript_of(board)
    transcript.format = TranscriptFormat.JSON

    result = write_file(transcript, path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (result.size, result.replies) == (path.stat().st_size, 8)
    assert len(result.checksum) == 64
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.django_db
@pytest.mark.parametrize("format", TranscriptFormat)
def test_a_writing_that_fails_leaves_what_stood_there_and_nothing_else(
    board, lived, tmp_path, monkeypatch, format
):
    path = written(transcript_of(board), format, tmp_path)
    before = path.read_bytes()
    monkeypatch.setattr("moderation.transcripts.writing.TOLD_EVERY", 3)

    def stop(_told):
        raise InterruptedError

    transcript = transcript_of(board)
    transcript.format = format
    with pytest.raises(InterruptedError):
        write_file(transcript, path, tell=stop)

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.django_db
def test_the_note_says_what_it_is_and_who_took_part(board, lived, tmp_path):
    path = written(transcript_of(board), TranscriptFormat.CSV, tmp_path)

    with ZipFile(path) as archive:
        note = archive.read("README.txt").decode("utf-8-sig")

    assert "Transcript of the board “Communities of practice”" in note
    assert "This transcript is pseudonymised." in note
    assert "Entered on their behalf: By e-mail: 1" in note
    assert "take the first apostrophe off" in note
