"""The desk's browsers, at a board on which somebody has answered."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from participants.models import Reply
from sessions.enums import Role
from sessions.models import Board, Question
from tests import factories
from tests.moderation.desk.conftest import _on_the_tuesday, at_desk, board, facilitator, staff

__all__ = ["_on_the_tuesday", "at_desk", "board", "facilitator", "staff"]

Post = Callable[..., str]


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board), prompt="What did you hope for?")


@pytest.fixture
def answer(board: Board, question: Question) -> Reply:
    return factories.answer(factories.participant(board), question, "Ask JANEDOE about it.")


@pytest.fixture
def moderator(at_desk: Callable[[Role], Client]) -> Client:
    return at_desk(Role.MODERATOR)


def url(name: str, *ids: object) -> str:
    return reverse(name, args=["cop", *ids])


def read(client: Client, name: str, *ids: object, **query: str) -> str:
    response = client.get(url(name, *ids), query)
    assert response.status_code == 200
    return response.content.decode()
