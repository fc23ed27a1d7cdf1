"""Questions that staff have ready: kept on a page, and put into the box with one press."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from moderation.models import PreparedProbe
from participants.models import Reply
from sessions.enums import Identity, Role
from sessions.models import Board, Question
from tests import factories
from tests.moderation.desk.trails import trail

PAGE = "/desk/cop/prepared/"


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board), prompt="What did you hope for?")


@pytest.fixture
def answer(board: Board, question: Question) -> Reply:
    person = factories.participant(board, name="Quincy Realname", pseudonym="Green Heron")
    return factories.answer(person, question)


@pytest.fixture
def moderator(at_desk: Callable[[Role], Client]) -> Client:
    return at_desk(Role.MODERATOR)


def texts(board: Board) -> list[str]:
    return [one.text for one in board.prepared_probes.all()]


def at(name: str, prepared: PreparedProbe) -> str:
    return reverse(name, args=["cop", prepared.pk])


def test_a_question_is_prepared_for_the_board_or_under_one_question(
    board: Board, moderator: Client, question: Question
) -> None:
    for form in (
        {"text": "Can you give an example, {name}?"},
        {"text": "You answered “{question}”: why?", "question": str(question.pk)},
    ):
        assert moderator.post(PAGE, form).status_code == 302

    page = moderator.get(PAGE).content.decode()
    assert page.index("Under every question") < page.index("Under “What did you hope for?”")
    assert [(one.position, one.question) for one in board.prepared_probes.all()] == [
        (1, None),
        (2, question),
    ]
    assert [action for action, _by, _what in trail()] == ["probe_prepared"] * 2


def test_a_place_that_nothing_fills_is_refused_and_what_was_typed_stays(
    board: Board, moderator: Client
) -> None:
    response = moderator.post(PAGE, {"text": "Dear {firstname}, why?"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Nothing fills {firstname}. These are filled: {name}, {question}." in page
    assert "Dear {firstname}, why?</textarea>" in page
    assert texts(board) == []


def test_it_is_changed_and_moved(board: Board, moderator: Client) -> None:
    first, second = (factories.prepared_probe(board, words) for words in ("One?", "Two?"))

    moderator.post(at("desk_prepared_probe", first), {"text": "One, changed?"})
    for _time in range(2):
        moved = moderator.post(at("desk_prepared_place", second))

    assert moved.headers["Location"].endswith(f"#prepared-{second.pk}")
    assert texts(board) == ["Two?", "One, changed?"]
    assert [action for action, _by, _what in trail()] == [
        "prepared_probe_changed",
        "prepared_probe_moved",
    ]


def test_what_was_removed_is_brought_back_where_it_was(
    board: Board, moderator: Client, question: Question
) -> None:
    prepared = [
        factories.prepared_probe(board, words, question=question) for words in ("One?", "Two?")
    ]

    moderator.post(at("desk_prepared_removal", prepared[0]))
    assert texts(board) == ["Two?"]
    assert "Removed: “One?”" in moderator.get(PAGE).content.decode()

    for _time in range(2):
        moderator.post(reverse("desk_prepared_return", args=["cop"]))

    assert texts(board) == ["One?", "Two?"]
    assert {one.question for one in board.prepared_probes.all()} == {question}
    assert "Removed:" not in moderator.get(PAGE).content.decode()


def test_under_a_reply_its_questions_own_are_offered_first_and_no_others(
    board: Board, moderator: Client, answer: Reply, question: Question
) -> None:
    elsewhere = factories.question(question.stage)
    factories.prepared_probe(board, "FORALL")
    factories.prepared_probe(board, "FORTHIS {question}", question=question)
    factories.prepared_probe(board, "FORANOTHER", question=elsewhere)

    page = moderator.get(reverse("desk_reply", args=["cop", answer.pk])).content.decode()

    assert page.index("FORTHIS What did you hope for?") < page.index("FORALL")
    assert "FORANOTHER" not in page


@pytest.mark.parametrize(
    ("peers", "name"),
    [(Identity.PSEUDONYM, "Green Heron"), (Identity.FIRST_NAME, "Quincy")],
)
def test_without_javascript_one_press_puts_it_below_what_is_typed_as_peers_know_the_person(
    board: Board, moderator: Client, answer: Reply, peers: Identity, name: str
) -> None:
    board.identity_peers, board.identity_staff = peers, Identity.REAL_NAME
    board.save()
    prepared = factories.prepared_probe(board, "An example, {name}?")
    typed = {"manner": "comment", "text": "Interesting!", "prepared": str(prepared.pk), "fill": "1"}

    response = moderator.post(reverse("desk_comment", args=["cop", answer.pk]), typed)

    page = response.content.decode()
    assert response.status_code == 200
    assert f"Interesting!\n\nAn example, {name}?</textarea>" in page
    assert 'value="probe" id="id_manner_1" checked' in page
    assert 'name="needs_reply" id="id_needs_reply" checked' in page
    assert Reply.objects.count() == 1


def test_a_private_question_stays_private_when_it_is_filled(
    board: Board, moderator: Client, answer: Reply
) -> None:
    prepared = factories.prepared_probe(board)
    typed = {"manner": "private probe", "text": "", "prepared": str(prepared.pk), "fill": "1"}

    page = moderator.post(reverse("desk_comment", args=["cop", answer.pk]), typed).content.decode()

    assert 'value="private probe" id="id_manner_2" checked' in page


def test_under_staffs_words_nothing_is_offered(
    board: Board, moderator: Client, answer: Reply
) -> None:
    factories.prepared_probe(board, "FORALL")
    said = factories.comment(factories.facilitator(board), answer)

    assert (
        "FORALL" not in moderator.get(reverse("desk_reply", args=["cop", said.pk])).content.decode()
    )


def test_the_page_asks_the_same_queries_for_one_as_for_three(
    board: Board,
    moderator: Client,
    question: Question,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for wanted in (1, 3):
        while board.prepared_probes.count() < wanted:
            factories.prepared_probe(board, question=question)
        with django_assert_num_queries(QUERIES):
            moderator.get(PAGE)


# A savepoint and its end; session, user, member with board; prepared questions; where one more
# may be offered; the pause; alarms.
QUERIES = 9
