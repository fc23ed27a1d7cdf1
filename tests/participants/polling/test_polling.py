"""New replies by polling: 304 while nothing changed that this reader may see (rule 1)."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from participants.models import Participant, Reply
from sessions.models import Board, Question
from tests import factories
from tests.factories import NOW
from tests.participants.visits import address, browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board))


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def browser(me: Participant) -> Client:
    return browser_of(me)


def poll(browser: Client, question: Question, etag: str = "") -> HttpResponse:
    headers = {"HX-Request": "true"} | ({"If-None-Match": etag} if etag else {})
    path = reverse("replies", args=[question.stage.board.slug, question.pk])
    response = browser.get(path, headers=headers)
    assert isinstance(response, HttpResponse)
    return response


def test_the_page_and_the_poll_hold_the_same_fragment(
    browser: Client, question: Question, me: Participant
) -> None:
    factories.answer(me, question)
    factories.answer(factories.participant(question.stage.board), question)

    page, fragment = browser.get(address(question)), poll(browser, question)

    assert fragment.content.decode() in page.content.decode()
    assert fragment.headers["ETag"].strip('"') in page.content.decode()


def test_nothing_new_is_answered_with_304_and_no_body(
    browser: Client, question: Question, me: Participant
) -> None:
    factories.answer(me, question)
    first = poll(browser, question)

    again = poll(browser, question, first.headers["ETag"])

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_a_new_reply_changes_the_etag_and_arrives(
    browser: Client, question: Question, me: Participant, board: Board
) -> None:
    factories.answer(me, question)
    first = poll(browser, question)
    factories.answer(factories.participant(board), question, "Just now.")

    again = poll(browser, question, first.headers["ETag"])

    assert again.status_code == 200
    assert "Just now." in again.content.decode()


def test_a_locked_readers_poll_is_the_same_byte_for_byte_whatever_is_hidden(
    browser: Client, question: Question, board: Board
) -> None:
    before = poll(browser, question)
    hidden = factories.answer(factories.participant(board), question, "Zanzibarium")
    factories.comment(factories.participant(board), hidden)
    factories.probe(factories.facilitator(board), hidden)

    after = poll(browser, question)

    assert Reply.objects.count() == 3
    assert after.content == before.content
    assert after.headers["ETag"] == before.headers["ETag"]
    assert poll(browser, question, before.headers["ETag"]).status_code == 304


def test_what_is_hidden_from_an_unlocked_reader_does_not_move_their_etag(
    browser: Client, question: Question, me: Participant, board: Board
) -> None:
    answer = factories.answer(me, question)
    before = poll(browser, question).headers["ETag"]
    factories.hold(factories.answer(factories.participant(board), question))
    peer = factories.participant(board)
    factories.comment(factories.facilitator(board), answer, private_to=peer)

    assert poll(browser, question, before).status_code == 304


def test_two_readers_never_share_an_etag(question: Question, board: Board) -> None:
    readers = [factories.participant(board) for _ in range(2)]
    texts = [poll(browser_of(reader), question) for reader in readers]

    assert texts[0].content == texts[1].content
    assert texts[0].headers["ETag"] != texts[1].headers["ETag"]


def test_ones_own_answer_changes_it(browser: Client, question: Question, me: Participant) -> None:
    before = poll(browser, question).headers["ETag"]
    factories.answer(me, question)

    assert poll(browser, question, before).status_code == 200


def test_a_poll_carries_no_form_and_no_token(
    browser: Client, question: Question, me: Participant, board: Board
) -> None:
    factories.answer(me, question)
    factories.answer(factories.participant(board), question)

    html = poll(browser, question).content.decode()

    assert "<form" not in html
    assert "csrf" not in html


def test_others_served_by_a_poll_count_as_served(
    browser: Client, question: Question, me: Participant, board: Board
) -> None:
    factories.answer(me, question)
    poll(browser, question)
    assert not me.readings.filter(served_at__isnull=False).exists()

    factories.answer(factories.participant(board), question)
    poll(browser, question)

    assert me.readings.get().served_at is not None


def test_nothing_of_it_is_kept_by_any_cache(browser: Client, question: Question) -> None:
    response = poll(browser, question)

    assert response.headers["Cache-Control"] == "private, no-store"
    assert "HX-Request" in response.headers["Vary"]


def test_whoever_opens_the_address_themselves_is_led_to_the_question(
    browser: Client, question: Question
) -> None:
    path = reverse("replies", args=[question.stage.board.slug, question.pk])

    assert browser.get(path).headers["Location"] == address(question)


def test_a_question_taken_down_has_nothing_to_poll(
    browser: Client, question: Question, me: Participant
) -> None:
    factories.answer(me, question)
    by = factories.facilitator(question.stage.board).user
    Question.objects.filter(pk=question.pk).update(hidden_at=NOW, hidden_by=by)

    assert poll(browser, question).status_code == 404


@pytest.mark.parametrize("others", [1, 3])
def test_a_poll_costs_the_same_number_of_queries_for_one_reply_and_for_three(
    question: Question,
    me: Participant,
    board: Board,
    others: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    factories.answer(me, question)
    for _ in range(others):
        factories.answer(factories.participant(board), question)
    browser = browser_of(me)
    poll(browser, question)

    # Session, visit, question, and a mark of the replies; for what is new, the replies.
    with django_assert_num_queries(4 + 1):
        current = poll(browser, question)
    with django_assert_num_queries(4):
        poll(browser, question, current.headers["ETag"])
