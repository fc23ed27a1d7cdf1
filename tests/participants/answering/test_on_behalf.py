"""What staff enter for someone who said it elsewhere: the moment it was said counts (rule 16)."""

from datetime import datetime

import pytest

from participants.actions.drafting import save_draft
from participants.actions.posting import NotOpen
from participants.enums import Channel
from participants.models import Draft, Participant, Reply
from sessions.models import Board, Question
from tests import factories
from tests.factories import DAY, ENDS_AT, HOUR, NOW
from tests.participants.answering.saying import readable, say, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    return factories.question(
        factories.stage(factories.board(), due_at=NOW - DAY, closes_at=NOW - HOUR)
    )


def enter(
    question: Question,
    person: Participant,
    *,
    said_at: datetime,
    now: datetime = NOW,
    text: str = "By mail.",
) -> Reply:
    return say(
        person,
        question,
        text,
        now=now,
        said_at=said_at,
        channel=Channel.EMAIL,
        source="mail of the 29th",
        entered_by=factories.facilitator(question.stage.board),
    )


def test_what_was_said_in_time_is_taken_after_the_stage_has_closed(question: Question) -> None:
    person = factories.participant(question.stage.board, email="")

    reply = enter(question, person, said_at=NOW - 2 * HOUR)

    version = reply.versions.get()
    assert (reply.said_at, reply.posted_at, reply.late) == (NOW - 2 * HOUR, NOW, True)
    assert (version.channel, version.source) == (Channel.EMAIL, "mail of the 29th")
    assert version.entered_by == factories.facilitator(question.stage.board)


def test_what_was_said_before_the_due_date_is_not_late(question: Question) -> None:
    person = factories.participant(question.stage.board)

    assert not enter(question, person, said_at=NOW - 2 * DAY).late


def test_what_was_said_too_late_is_refused(question: Question) -> None:
    with pytest.raises(NotOpen):
        enter(question, factories.participant(question.stage.board), said_at=NOW - HOUR)


def test_what_was_said_in_time_is_taken_even_after_the_board_has_ended(question: Question) -> None:
    person = factories.participant(question.stage.board)

    enter(question, person, said_at=NOW - 2 * HOUR, now=ENDS_AT + 30 * DAY)

    assert Reply.objects.filter(participant=person).count() == 1


def test_nothing_is_entered_for_someone_without_consent(question: Question) -> None:
    person = factories.participant(question.stage.board, consented=False)

    with pytest.raises(NotOpen):
        enter(question, person, said_at=NOW - 2 * HOUR)


def test_nothing_is_said_in_the_future(question: Question) -> None:
    with pytest.raises(ValueError, match="said at"):
        enter(question, factories.participant(question.stage.board), said_at=NOW + HOUR)


def test_it_unlocks_like_any_answer(question: Question) -> None:
    board = question.stage.board
    theirs = factories.answer(factories.participant(board), question)
    person = factories.participant(board)
    Board.objects.filter(pk=board.pk).update(after_due="answered")
    assert readable(person) == set()

    mine = enter(question, person, said_at=NOW - 2 * HOUR)

    assert readable(person) == {mine, theirs}


def test_a_second_mail_is_a_correction_marked_with_its_channel(question: Question) -> None:
    person = factories.participant(question.stage.board)
    reply = enter(question, person, said_at=NOW - 3 * HOUR, text="One.")

    enter(question, person, said_at=NOW - 2 * HOUR, text="Two.")

    assert texts(reply) == ["One.", "Two."]


def test_what_the_person_had_read_when_they_said_it_counts(question: Question) -> None:
    person, earlier = (factories.participant(question.stage.board) for _ in range(2))
    factories.reading(person, question, served_at=NOW - 3 * HOUR)
    factories.reading(earlier, question, served_at=NOW - 1 * HOUR)

    after = enter(question, person, said_at=NOW - 2 * HOUR)
    before = enter(question, earlier, said_at=NOW - 2 * HOUR)

    assert (after.versions.get().after_reading, before.versions.get().after_reading) == (
        True,
        False,
    )


def test_the_persons_own_draft_is_left_to_them(question: Question) -> None:
    person = factories.participant(question.stage.board)
    save_draft(participant=person, question=question, fields={"text": ["half"]}, now=NOW)

    enter(question, person, said_at=NOW - 2 * HOUR)

    assert Draft.objects.filter(participant=person).count() == 1


def test_what_staff_enter_is_not_held_for_staff() -> None:
    board = factories.board(hold_first_posts=True)
    asked = factories.question(factories.stage(board))

    assert enter(asked, factories.participant(board), said_at=NOW - HOUR).held_at is None


def test_what_staff_enter_keeps_no_order() -> None:
    board = factories.board()
    stage = factories.stage(board, in_order=True)
    factories.question(stage)
    second = factories.question(stage)

    enter(second, factories.participant(board), said_at=NOW - HOUR)
