"""What contributors said of the report is a section of its own, in every format."""

from datetime import date

import pytest

from moderation.enums import TranscriptFormat, TranscriptNames
from participants.enums import Vote
from tests import factories
from tests.moderation.transcripts.reading import (
    document,
    sheet,
    told_in,
    transcript_of,
    worksheet,
    written,
)

pytestmark = pytest.mark.django_db

WORDS = "The third point is not ours."
READ_AS_A_TEXT = (TranscriptFormat.DOCX, TranscriptFormat.HTML)
IN_TABLES = (TranscriptFormat.CSV, TranscriptFormat.XLSX)


@pytest.fixture
def judged(board, hopes):
    """Two contributors and a tester have judged the report."""
    factories.findings(board)
    people = [
        factories.participant(board, name="Ann Zebedee", pseudonym="Kestrel"),
        factories.participant(board, name="Ben Quigley", pseudonym="Linnet"),
        factories.participant(board, pseudonym="Tern", tester=True),
    ]
    for person in people:
        factories.answer(person, hopes)
    factories.verdict(people[0], Vote.PARTLY, WORDS)
    factories.verdict(people[1], Vote.AGREE, said_at=factories.NOW + factories.HOUR)
    factories.verdict(people[2], Vote.DISAGREE, "Testing.")
    return board


def test_it_names_people_as_the_transcript_does(judged, tmp_path):
    def told(identity):
        path = written(transcript_of(judged, identity), TranscriptFormat.JSON, tmp_path)
        return [tuple(one.values())[:3] for one in document(path)["verdicts"]]

    assert told(TranscriptNames.PSEUDONYM) == [
        ("Kestrel", "partly", WORDS),
        ("Linnet", "agree", ""),
    ]
    assert [who for who, *_said in told(TranscriptNames.REAL_NAME)] == [
        "Ann Zebedee",
        "Ben Quigley",
    ]
    assert told(TranscriptNames.ANONYMOUS) == [
        ("Somebody who contributed", "agree", ""),
        ("Somebody who contributed", "partly", WORDS),
    ]


@pytest.mark.parametrize("format", READ_AS_A_TEXT)
def test_a_text_has_it_behind_all_that_was_said_before(judged, tmp_path, format):
    path = written(transcript_of(judged), format, tmp_path)

    assert told_in(path, format)[-2:] == [("Kestrel", WORDS, "Partly"), ("Linnet", "", "Agree")]


def test_a_plain_text_has_it_under_a_title(judged, tmp_path):
    text = written(transcript_of(judged), TranscriptFormat.TXT, tmp_path).read_text()

    section = text.partition("What contributors said of the report")[2]
    assert f"  = Partly\n  | {WORDS}" in section
    assert "Testing." not in section


@pytest.mark.parametrize("format", IN_TABLES)
def test_tables_have_it_in_a_sheet_of_its_own(judged, tmp_path, format):
    path = written(transcript_of(judged), format, tmp_path)
    is_csv = format == TranscriptFormat.CSV

    rows = sheet(path, "verdicts.csv") if is_csv else worksheet(path, "verdicts")

    assert [(row["author"], row["verdict"], row["words"]) for row in rows] == [
        ("Kestrel", "partly", WORDS),
        ("Linnet", "agree", ""),
    ]
    if is_csv:
        explained = [line for line in sheet(path, "columns.csv") if line["file"] == "verdicts.csv"]
        assert [line["column"] for line in explained] == list(rows[0])


@pytest.mark.parametrize(
    "chosen", [{"since": date(2021, 3, 1)}, {"instructions_only": True}, {"kinds": ["answer"]}]
)
def test_a_part_of_the_record_has_none(judged, tmp_path, chosen):
    path = written(transcript_of(judged, **chosen), TranscriptFormat.JSON, tmp_path)

    assert document(path)["verdicts"] == []
