"""How long people really take between two things that they submit in one sitting."""

from datetime import timedelta
from uuid import UUID

import pytest

from moderation.insight.pacing import Pace, paces_of
from participants.enums import Channel
from participants.models import Participant
from sessions.models import Board, Question, Stage
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def stage(board: Board) -> Stage:
    return factories.stage(board)


@pytest.fixture
def questions(stage: Stage) -> list[Question]:
    return [factories.question(stage) for _ in range(3)]


def sit_down(person: Participant, questions: list[Question], *minutes: float) -> None:
    """They submit an answer to each question, so many minutes after the hour."""
    for question, minute in zip(questions, minutes, strict=True):
        factories.answer(person, question, said_at=NOW - timedelta(hours=5) + minute * MINUTE)


def people(board: Board, number: int = 5) -> list[Participant]:
    return [factories.participant(board) for _ in range(number)]


def paces_on(board: Board) -> dict[UUID, Pace]:
    return paces_of(factories.facilitator(board), NOW)


def test_the_median_is_of_the_times_within_a_sitting(
    board: Board, stage: Stage, questions: list[Question]
) -> None:
    for person in people(board):
        sit_down(person, questions, 0, 2, 6)

    assert paces_on(board) == {stage.pk: Pace(3 * MINUTE, people=5, times=10)}


def test_who_gets_up_in_between_begins_a_new_sitting(
    board: Board, stage: Stage, questions: list[Question]
) -> None:
    for person in people(board):
        sit_down(person, questions, 0, 2, 32)

    assert paces_on(board) == {stage.pk: Pace(2 * MINUTE, people=5, times=5)}


def test_nothing_is_told_of_fewer_than_five_people(board: Board, questions: list[Question]) -> None:
    for person in people(board, 4):
        sit_down(person, questions, 0, 2, 6)

    assert paces_on(board) == {}


def test_five_people_are_needed_in_each_stage(
    board: Board, stage: Stage, questions: list[Question]
) -> None:
    other = factories.question(factories.stage(board))
    for number, person in enumerate(people(board)):
        sit_down(person, questions, 0, 2, 6)
        if number < 4:
            sit_down(person, [other], 8)

    assert set(paces_on(board)) == {stage.pk}


def test_testers_and_what_staff_entered_are_left_out(
    board: Board, questions: list[Question]
) -> None:
    moderator = factories.facilitator(board)
    for person in people(board, 4):
        sit_down(person, questions, 0, 2, 6)
    sit_down(factories.participant(board, tester=True), questions, 0, 2, 6)
    by_mail = factories.participant(board)
    for question in questions:
        factories.answer(
            by_mail, question, channel=Channel.EMAIL, entered_by=moderator, source="a mail"
        )

    assert paces_on(board) == {}
