"""Whom a text speaks to has the transcript's name for them, and what rings true is counted."""

import pytest

from moderation.actions.speaking import correct_words
from moderation.enums import TranscriptNames
from moderation.transcripts.rows import rows
from participants.actions.commenting import post_comment
from participants.models import Mention, Quote, Reply
from sessions.enums import Identity
from sessions.models import Board
from tests import factories
from tests.factories import HOUR, NOW
from tests.moderation.transcripts.reading import transcript_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Board:
    return factories.board(identity_peers=Identity.REAL_NAME)


@pytest.fixture
def said(board: Board) -> Reply:
    question = factories.question(factories.stage(board))
    ann = factories.participant(board, name="Ann Zebedee", pseudonym="Green Heron")
    ben = factories.participant(board, name="Ben Quigley", pseudonym="Grey Owl")
    staff = factories.facilitator(board)
    text = f"Dr Who: is it so, @Ann Zebedee? And @{staff.display_name}?"
    made = factories.comment(ben, factories.answer(ann, question), text)
    factories.mention(made, ann, "@Ann Zebedee")
    factories.mention(made, staff, f"@{staff.display_name}")
    factories.redact(made, "Dr Who", "[a person]")
    return made


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (TranscriptNames.REAL_NAME, "[a person]: is it so, @Ann Zebedee? And @{staff}?"),
        (TranscriptNames.FIRST_NAME, "[a person]: is it so, @Ann? And @{staff}?"),
        (TranscriptNames.PSEUDONYM, "[a person]: is it so, @Green Heron? And @{staff}?"),
        (TranscriptNames.ANONYMOUS, "[a person]: is it so, @Participant 1? And @Facilitator?"),
    ],
)
def test_who_is_spoken_to_has_the_name_that_the_transcript_gives_them(
    board: Board, said: Reply, names: TranscriptNames, expected: str
) -> None:
    staff = board.staff.earliest("pk").display_name
    told = list(rows(transcript_of(board, names)))

    assert told[-1].words == expected.format(staff=staff)
    if names == TranscriptNames.ANONYMOUS:
        assert (told[0].author, told[0].person) == ("Participant 1", 1)


@pytest.mark.parametrize(
    ("hidden", "expected"),
    [
        ("Zebedee", "[a person]: is it so, […]? And @Facilitator?"),
        ("@Ann Zebedee", "[a person]: is it so, [somebody]? And @Facilitator?"),
        ("so, @Ann", "[a person]: is it […]? And @Facilitator?"),
    ],
)
def test_of_a_name_that_is_hidden_in_part_nothing_is_left(
    board: Board, said: Reply, hidden: str, expected: str
) -> None:
    factories.redact(said, hidden, "[somebody]")

    told = list(rows(transcript_of(board, TranscriptNames.ANONYMOUS)))

    assert told[-1].words == expected


def test_words_that_staff_corrected_speak_to_the_same_person(board: Board, said: Reply) -> None:
    staff = board.staff.get()
    ann = said.thread.participant
    assert ann is not None
    mine = post_comment(author=staff, parent=said, text="Thanks, @Ann Zebedee.", now=NOW)
    factories.quote(mine, said.thread)
    correct_words(reply=mine, member=staff, text="Thank you, @Ann Zebedee.", now=NOW + HOUR)

    told = list(rows(transcript_of(board, TranscriptNames.ANONYMOUS)))

    assert [row.words for row in told[-2:]] == [
        "Thanks, @Participant 1.",
        "Thank you, @Participant 1.",
    ]
    anns = Mention.objects.filter(participant=ann, version__reply=mine)
    assert [one.version.number for one in anns] == [1, 2]
    assert [one.version.number for one in Quote.objects.order_by("version__number")] == [1, 2]


def test_what_rings_true_is_counted_by_then_and_without_testers(board: Board, said: Reply) -> None:
    answer = said.thread
    for tester in (False, False, True):
        factories.resonance(factories.participant(board, tester=tester), answer)
    later = factories.participant(board)
    transcript = transcript_of(board)
    factories.resonance(later, answer, at=transcript.as_of + HOUR)

    assert [row.rings_true for row in rows(transcript)] == [2, 0]
    Reply.objects.filter(pk=answer.pk).update(withdrawn_at=NOW)
    assert [row.rings_true for row in rows(transcript)] == [0, 0]
