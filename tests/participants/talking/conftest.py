"""Somebody who has answered, another who has, and one who has not."""

import pytest

from participants.models import Participant, Reply
from sessions.models import Board, Question
from tests import factories


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board))


@pytest.fixture
def me(board: Board, question: Question) -> Participant:
    person = factories.participant(board, pseudonym="Grey Owl")
    factories.answer(person, question, "Mine.")
    return person


@pytest.fixture
def heron(board: Board) -> Participant:
    return factories.participant(board, pseudonym="Green Heron")


@pytest.fixture
def theirs(heron: Participant, question: Question) -> Reply:
    return factories.answer(heron, question, "Less paper, said Anna.\n\nMore talk.")


@pytest.fixture
def locked(board: Board) -> Participant:
    return factories.participant(board, pseudonym="Shy Wren")
