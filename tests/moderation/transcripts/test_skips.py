"""Which optional questions were skipped, and why, is a table of its own."""

from datetime import date

import pytest

from moderation.enums import TranscriptFormat, TranscriptNames
from participants.enums import WhySkipped
from participants.models import Skip
from tests import factories
from tests.moderation.transcripts.reading import (
    document,
    sheet,
    transcript_of,
    worksheet,
    written,
)

pytestmark = pytest.mark.django_db

WORDS = "I came only once."


@pytest.fixture
def skipped(board, hopes):
    """Two people and a tester have skipped one question, later, with and without a reason."""
    question = factories.question(hopes.stage, key="meetings", required=False)
    people = [
        factories.participant(board, name="Ann Zebedee", pseudonym="Kestrel"),
        factories.participant(board, name="Ben Quigley", pseudonym="Linnet"),
        factories.participant(board, pseudonym="Tern", tester=True),
    ]
    for person, why, reason in zip(
        people, [WhySkipped.PRIVATE, "", ""], [WORDS, "", "Testing."], strict=True
    ):
        Skip.objects.create(
            participant=person, question=question, why=why, reason=reason, skipped_at=factories.NOW
        )
    return board


@pytest.mark.parametrize(
    ("names", "authors"),
    [
        (TranscriptNames.PSEUDONYM, {"Kestrel", "Linnet"}),
        (TranscriptNames.REAL_NAME, {"Ann Zebedee", "Ben Quigley"}),
        (TranscriptNames.ANONYMOUS, {""}),
    ],
)
def test_it_names_people_as_the_transcript_does(skipped, tmp_path, names, authors):
    path = written(transcript_of(skipped, names), TranscriptFormat.JSON, tmp_path)

    skips = document(path)["skips"]

    assert {one["author"] for one in skips} == authors
    assert {(one["question"], one["why"], one["words"]) for one in skips} == {
        ("meetings", "private", WORDS),
        ("meetings", "", ""),
    }
    anonymous = names == TranscriptNames.ANONYMOUS
    assert {one["skipped_at"] is None for one in skips} == {anonymous}


@pytest.mark.parametrize("format", [TranscriptFormat.CSV, TranscriptFormat.XLSX])
def test_tables_have_it_in_a_sheet_of_its_own(skipped, tmp_path, format):
    path = written(transcript_of(skipped), format, tmp_path)
    is_csv = format == TranscriptFormat.CSV

    rows = sheet(path, "skips.csv") if is_csv else worksheet(path, "skips")

    assert {(row["author"], row["why"], row["words"]) for row in rows} == {
        ("Kestrel", "private", WORDS),
        ("Linnet", "", ""),
    }
    if is_csv:
        explained = [line for line in sheet(path, "columns.csv") if line["file"] == "skips.csv"]
        assert [line["column"] for line in explained] == list(rows[0])


@pytest.mark.parametrize("chosen", [{"since": date(2021, 3, 1)}, {"instructions_only": True}])
def test_a_part_of_the_record_has_none(skipped, tmp_path, chosen):
    path = written(transcript_of(skipped, **chosen), TranscriptFormat.JSON, tmp_path)

    assert document(path)["skips"] == []
