"""Everybody's marks on one picture: how many are where, and of which segment."""

import pytest
from django.test import Client
from django.urls import reverse

from sessions.enums import Kind
from sessions.models import Board, Question
from tests import factories
from tests.moderation.desk.conftest import signed_in
from tests.participants.visits import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Board:
    return factories.board(slug="practice")


@pytest.fixture
def client(board: Board) -> Client:
    return signed_in(factories.facilitator(board).user)


@pytest.fixture
def question(board: Board) -> Question:
    """One of health put two marks, one of care one; a tester's count for nothing."""
    question = factories.question(
        factories.stage(board), kind=Kind.ANNOTATE, marks=["I like this", "Unclear"]
    )
    sector = factories.segment_set(board, "sector", "health", "care")
    for value, marks in (("health", [(0, 0), (1000, 1000)]), ("care", [(500, 500)])):
        person = factories.participant(board)
        factories.member_of(person, factories.segment(sector, value))
        answer = factories.answer(person, question, "")
        for across, down in marks:
            factories.mark(answer, across, down, kind="unclear")
    tester = factories.answer(factories.participant(board, tester=True), question, "")
    factories.mark(tester, 333, 1, kind="unclear")
    return question


def test_they_are_counted_by_ninths_and_drawn_where_they_are(client, question):
    page = text_of(client.get(reverse("desk_question", args=["practice", question.pk])))

    assert "3 marks, 2 people" in page
    assert page.count('<rect class="heat__square"') == 4
    counted = [line.split("</tr>")[0] for line in page.split('<th scope="row">')[1:]]
    some = [line.partition("<")[0] for line in counted if '<td class="number">1</td>' in line]
    assert some == ["top left", "middle", "bottom right"]


def test_segments_stand_side_by_side_for_whoever_reads_everything(board, client, question):
    address = reverse("desk_question", args=["practice", question.pk])

    page = text_of(client.get(address, {"by": "sector"}))

    assert "2 marks, 1 person" in page
    assert "1 mark, 1 person" in page


def test_other_questions_have_none(client, question):
    other = factories.question(question.stage)

    page = text_of(client.get(reverse("desk_question", args=["practice", other.pk])))

    assert "All marks" not in page
