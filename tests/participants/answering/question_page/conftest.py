"""A board with one question, somebody who reads it, and what another has said."""

import pytest
from django.test import Client

from participants.models import Participant, Reply
from sessions.models import Board, Question
from tests import factories
from tests.participants.answering.question_page.reading import HIDDEN
from tests.participants.visits import browser_of


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board), prompt="What did you **hope** for?")


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def theirs(board: Board, question: Question) -> Reply:
    return factories.answer(factories.participant(board), question, HIDDEN)


@pytest.fixture
def browser(me: Participant) -> Client:
    return browser_of(me)
