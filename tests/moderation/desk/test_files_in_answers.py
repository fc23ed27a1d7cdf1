"""Pictures that somebody sent, on staff's pages."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.media.models import MediaFile
from participants.models import Participant, Reply
from sessions.enums import Kind
from sessions.models import Board, Question
from tests import factories
from tests.participants.visits import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board), kind=Kind.FILE)


@pytest.fixture
def author(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def answer(author: Participant, question: Question) -> Reply:
    return factories.answer(author, question, "")


@pytest.fixture
def file(answer: Reply) -> MediaFile:
    return factories.file_in(answer, "The harbour")


@pytest.mark.parametrize(
    ("page", "of"),
    [
        ("desk_question", "question"),
        ("desk_stream", ""),
        ("desk_reply", "answer"),
    ],
)
def test_staff_see_it_on_every_page_that_shows_the_answer(
    request: Any, facilitator: Client, file: MediaFile, page: str, of: str
) -> None:
    about = [request.getfixturevalue(of).pk] if of else []

    shown = text_of(facilitator.get(reverse(page, args=["cop", *about])))

    assert reverse("desk_small_file", args=["cop", file.pk]) in shown
    assert "The harbour" in shown
