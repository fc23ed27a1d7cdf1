"""What a participant may do: each question once with yes and with every no."""

import pytest

from participants import rules
from participants.enums import AnswersAfterWithdrawal
from participants.models import Participant
from sessions.enums import Kind, OnWithdrawal
from sessions.models import Board, Question
from tests import factories
from tests.factories import DAY, ENDS_AT, HOUR, LAUNCHED_AT, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    return factories.question(factories.stage(factories.board()))


@pytest.fixture
def me(question: Question) -> Participant:
    return factories.participant(question.stage.board)


def test_a_running_board_takes_words_from_its_launch_to_the_end_of_its_grace() -> None:
    board = factories.board()

    assert not rules.may_write(board, LAUNCHED_AT - HOUR)
    assert rules.may_write(board, LAUNCHED_AT)
    assert rules.may_write(board, ENDS_AT + DAY)
    assert not rules.may_write(board, ENDS_AT + 2 * DAY)


def test_a_paused_board_takes_none_until_it_goes_on() -> None:
    board = factories.board()
    factories.pause(board, started_at=NOW - HOUR, ended_at=NOW + HOUR)

    assert not rules.may_write(board, NOW)
    assert rules.may_write(board, NOW + HOUR)


def test_an_open_question_takes_an_answer(question: Question, me: Participant) -> None:
    assert rules.may_answer(me, question, NOW)
    assert not rules.may_answer(me, question, ENDS_AT)


def test_a_hidden_question_and_a_text_page_take_none(question: Question, me: Participant) -> None:
    page = factories.question(question.stage, kind=Kind.TEXT_PAGE)
    hidden = factories.question(question.stage, hidden=True)

    assert not rules.may_answer(me, page, NOW)
    assert not rules.may_answer(me, hidden, NOW)


def test_what_was_said_while_it_was_open_may_be_entered_later(
    question: Question, me: Participant
) -> None:
    later = ENDS_AT + 30 * DAY

    assert rules.may_answer(me, question, later, said_at=NOW)
    assert not rules.may_answer(me, question, later, said_at=ENDS_AT)


def test_in_order_means_the_required_ones_before(question: Question, me: Participant) -> None:
    stage = question.stage
    factories.question(stage, required=False)
    third = factories.question(stage)
    assert set(rules.in_the_way(me, third)) == set()

    stage.in_order = True
    stage.save()
    third.stage = stage

    assert set(rules.in_the_way(me, third)) == {question}
    assert not rules.may_answer(me, third, NOW)
    factories.answer(me, question)
    assert rules.may_answer(me, third, NOW)


def test_ones_own_standing_answer_may_be_corrected(question: Question, me: Participant) -> None:
    answer = factories.answer(me, question)
    other = factories.participant(question.stage.board)

    assert rules.may_correct(me, answer, ENDS_AT + DAY)
    assert not rules.may_correct(me, answer, ENDS_AT + 2 * DAY)
    assert not rules.may_correct(other, answer, NOW)
    assert not rules.may_correct(me, factories.reject(answer), NOW)


def test_a_concealed_or_held_answer_may_be_corrected(question: Question, me: Participant) -> None:
    answer = factories.answer(me, question)

    assert rules.may_correct(me, factories.hold(answer), NOW)
    assert rules.may_correct(me, factories.conceal(answer), NOW)


def test_an_answer_under_a_hidden_question_may_not(question: Question, me: Participant) -> None:
    answer = factories.answer(me, factories.question(question.stage, hidden=True))

    assert not rules.may_correct(me, answer, NOW)
    assert not rules.may_comment(me, answer, NOW)


def test_one_may_comment_on_what_one_can_read(question: Question, me: Participant) -> None:
    theirs = factories.answer(factories.participant(question.stage.board), question)
    assert not rules.may_comment(me, theirs, NOW)

    factories.answer(me, question)

    assert rules.may_comment(me, theirs, NOW)
    assert rules.may_comment(me, theirs, ENDS_AT + DAY)
    assert not rules.may_comment(me, theirs, ENDS_AT + 2 * DAY)


def test_one_does_not_comment_on_ones_own_rejected_answer(
    question: Question, me: Participant
) -> None:
    assert not rules.may_comment(me, factories.reject(factories.answer(me, question)), NOW)


@pytest.mark.parametrize(
    ("setting", "choices"),
    [
        (OnWithdrawal.KEEP, [AnswersAfterWithdrawal.KEEP]),
        (OnWithdrawal.REMOVE, [AnswersAfterWithdrawal.REMOVE]),
        (OnWithdrawal.ASK, [AnswersAfterWithdrawal.KEEP, AnswersAfterWithdrawal.REMOVE]),
    ],
)
def test_the_board_says_what_may_become_of_answers_until_the_last_day(
    setting: OnWithdrawal, choices: list[AnswersAfterWithdrawal]
) -> None:
    board = Board(withdrawal_answers=setting, withdrawal_until=NOW)

    assert rules.withdrawal_choices(board, NOW - HOUR) == choices
    assert rules.withdrawal_choices(board, NOW) == [AnswersAfterWithdrawal.KEEP]
