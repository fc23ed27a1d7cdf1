"""Somebody whom staff speak for, and a question."""

import pytest

from participants.models import Participant
from sessions.models import Board, Question
from tests import factories


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board, due_at=factories.NOW - 20 * factories.HOUR))


@pytest.fixture
def person(board: Board) -> Participant:
    """Somebody without an address, who cannot come by themself."""
    return factories.participant(board, email="")
