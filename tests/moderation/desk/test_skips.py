"""Staff who read everything see who skipped a question and why; nobody else does."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from participants.enums import WhySkipped
from participants.models import Participant, Skip
from sessions.enums import Role
from sessions.models import Board, Question
from tests import factories
from tests.factories import NOW
from tests.participants.visits import text_of

pytestmark = pytest.mark.django_db

WORDS = "I came only once."
SAID = f"I would rather not say: {WORDS}"


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board), required=False)


@pytest.fixture
def person(question: Question) -> Participant:
    board = question.stage.board
    tester = factories.participant(board, pseudonym="Tern", tester=True)
    someone = factories.participant(board)
    for each in (someone, tester):
        Skip.objects.create(
            participant=each,
            question=question,
            why=WhySkipped.PRIVATE,
            reason=WORDS,
            skipped_at=NOW,
        )
    return someone


def page(client: Client, name: str, pk: object) -> str:
    return " ".join(text_of(client.get(reverse(name, args=["cop", pk]))).split())


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MODERATOR])
def test_under_the_question_and_on_the_persons_page(
    at_desk: Callable[[Role], Client], question: Question, person: Participant, role: Role
) -> None:
    client = at_desk(role)

    under = page(client, "desk_question", question.pk)

    assert "Skipped by 1 person" in under
    assert SAID in under
    assert "Tern" not in under
    assert f"skipped: {SAID}" in page(client, "desk_person", person.pk)


def test_an_answer_given_since_stands_alone(
    at_desk: Callable[[Role], Client], question: Question, person: Participant
) -> None:
    factories.answer(person, question)

    assert WORDS not in page(at_desk(Role.FACILITATOR), "desk_person", person.pk)


@pytest.mark.parametrize(
    ("role", "name"), [(Role.OBSERVER, "desk_question"), (Role.RECRUITER, "desk_person")]
)
def test_others_read_nothing_of_it(
    at_desk: Callable[[Role], Client],
    question: Question,
    person: Participant,
    role: Role,
    name: str,
) -> None:
    pk = question.pk if name == "desk_question" else person.pk

    html = page(at_desk(role), name, pk)

    assert WORDS not in html
    assert "Skipped by" not in html
