"""What an anonymised transcript keeps back, in every format, and what it says of itself."""

import re
from datetime import date
from zipfile import ZipFile, is_zipfile

import pytest

from moderation.enums import TranscriptFormat, TranscriptNames
from moderation.transcripts.rows import rows
from participants.models import Participant
from sessions.models import StaffMember
from tests import factories
from tests.moderation.transcripts.reading import document, transcript_of, written

pytestmark = pytest.mark.django_db

FRESH = TranscriptNames.ANONYMOUS


def everything_in(path):
    """All text of a file, that of a package's parts included."""
    if not is_zipfile(path):
        return path.read_text(encoding="utf-8")
    with ZipFile(path) as archive:
        return "\n".join(f"{name} {archive.read(name).decode()}" for name in archive.namelist())


@pytest.mark.parametrize("format", TranscriptFormat)
def test_no_name_of_anyone_and_no_time_is_anywhere_in_the_file(board, lived, tmp_path, format):
    StaffMember.objects.filter(board=board).update(display_name="Maud Ohara")
    factories.redact(lived.anns, "Contacts", "[something]")
    private = ["Zebedee", "Quigley", "Kestrel", "Linnet", "Maud", "Ohara", "example.org"]
    private += [str(one.pk) for one in Participant.objects.all()]
    private += ["11:00", "12:00", "13:00", "2021-03-26", "March 2021"]
    named = everything_in(
        written(transcript_of(board, TranscriptNames.REAL_NAME), format, tmp_path)
    )
    assert [one for one in private if one in named][:2] == ["Zebedee", "Quigley"]
    assert "Maud Ohara" in named

    fresh = everything_in(written(transcript_of(board, FRESH), format, tmp_path))

    assert [one for one in private if one in fresh] == []
    assert "Participant 1" in fresh
    assert "[something], and time." in fresh
    assert "Moderator" in fresh


def test_days_of_the_board_stand_instead_of_times(board, lived):
    told = list(rows(transcript_of(board, FRESH)))

    said_at = [row.said_at for row in rows(transcript_of(board))]
    expected = [(one.date() - board.starts_on).days + 1 for one in said_at if one]
    assert [row.day for row in told] == expected
    assert {(row.said_at, row.entered_at, row.source) for row in told} == {(None, None, "")}


def test_the_order_is_kept_and_labels_come_in_order_of_appearance(board, lived):
    before, after = rows(transcript_of(board)), rows(transcript_of(board, FRESH))

    pairs = [(one.words, one.reply, one.parent) for one in before]
    told = list(after)

    assert [(one.words, one.reply, one.parent) for one in told] == pairs
    spoke = [row.author for row in told if row.person]
    assert list(dict.fromkeys(spoke)) == ["Participant 1", "Participant 2"]


def test_by_person_the_order_of_people_says_nothing_of_names_or_roster(board, hopes, facilitator):
    people = [factories.participant(board) for _ in range(12)]
    for number, person in enumerate(people):
        factories.answer(person, hopes, str(number))

    orders = {
        tuple(row.words for row in rows(transcript_of(board, FRESH, by="person"))) for _ in range(5)
    }

    assert len(orders) == 5
    assert tuple(map(str, range(12))) not in orders


def test_a_segment_that_one_person_alone_has_is_told_only_on_request(board, lived):
    region = factories.segment_set(board, "region", "north")
    for person in (lived.ann, lived.ben):
        factories.member_of(person, factories.segment(region, "north"))
    silent = factories.participant(board)
    factories.member_of(silent, factories.segment(lived.sector, "health"))

    def segments(**chosen):
        told = rows(transcript_of(board, FRESH, **chosen))
        return {key: values for row in told for key, values in row.segments.items() if values}

    assert segments() == {"region": ["north"]}
    assert segments(rare_segments=True) == {"region": ["north"], "sector": ["health"]}


def test_the_guides_and_the_boards_dates_are_not_told(board, lived, tmp_path):
    told = document(written(transcript_of(board, FRESH), TranscriptFormat.JSON, tmp_path))

    assert (told["board"]["starts_on"], told["board"]["ends_at"]) == (None, None)
    assert {stage["opens_at"] for stage in told["guide"]} == {None}


@pytest.mark.parametrize("format", TranscriptFormat)
@pytest.mark.parametrize(
    ("names", "standing"),
    [
        (TranscriptNames.REAL_NAME, "This transcript is identified."),
        (TranscriptNames.FIRST_NAME, "This transcript is identified."),
        (TranscriptNames.PSEUDONYM, "This transcript is pseudonymised."),
        (FRESH, "This transcript is anonymised."),
    ],
)
def test_every_file_says_what_it_is_and_what_was_chosen(
    board, lived, tmp_path, format, names, standing
):
    said = transcript_of(board, names, by="time", until=date(2021, 3, 31))

    text = " ".join(re.sub(r"<[^>]+>", " ", everything_in(written(said, format, tmp_path))).split())

    assert standing in text
    assert "It is arranged by the time at which things were said." in text
    assert "It holds only what was said on 31 March 2021 or before." in text
    assert ("only reading makes text anonymous" in text) is (names == FRESH)
    assert ("still personal data" in text) is (names == TranscriptNames.PSEUDONYM)
