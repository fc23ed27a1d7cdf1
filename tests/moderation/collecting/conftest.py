"""The desk's browsers, at a board on which somebody has answered and the next stage is ahead."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from participants.models import Reply
from sessions.enums import Role
from sessions.models import Board, Question, Stage
from tests import factories
from tests.moderation.desk.conftest import _on_the_tuesday, at_desk, board, facilitator, staff

__all__ = ["_on_the_tuesday", "at_desk", "board", "facilitator", "staff"]


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board), prompt="What did you hope for?")


@pytest.fixture
def ahead(question: Question) -> Stage:
    """The stage behind it, which has not opened."""
    opens_at = factories.NOW + factories.DAY
    return factories.stage(question.stage.board, title="Looking back", opens_at=opens_at)


@pytest.fixture
def answer(board: Board, question: Question) -> Reply:
    return factories.answer(
        factories.participant(board), question, "Time to think.\n\nAsk Jane about time to think."
    )


@pytest.fixture
def moderator(at_desk: Callable[[Role], Client]) -> Client:
    return at_desk(Role.MODERATOR)


def url(name: str, *ids: object) -> str:
    return reverse(name, args=["cop", *ids])


def read(client: Client, name: str, *ids: object, **query: str) -> str:
    response = client.get(url(name, *ids), query)
    assert response.status_code == 200
    return response.content.decode()
