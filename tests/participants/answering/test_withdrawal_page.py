"""Taking one's leave, and the receipt."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from participants.enums import AnswersAfterWithdrawal
from participants.models import Participant, Reply
from sessions.enums import OnWithdrawal
from sessions.models import Board
from tests import factories
from tests.factories import NOW
from tests.participants.visits import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Participant:
    board = factories.board()
    person = factories.participant(board)
    factories.answer(person, factories.question(factories.stage(board)), "My words.")
    return person


@pytest.fixture
def browser(me: Participant) -> Client:
    return browser_of(me)


def leave(me: Participant) -> str:
    return reverse("withdrawal", args=[me.board.slug])


def test_the_page_offers_what_the_consent_gives(browser: Client, me: Participant) -> None:
    html = browser.get(leave(me)).content.decode()

    assert "Keep my answers" in html
    assert "Remove my answers" in html


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (OnWithdrawal.KEEP, "What you have written so far stays part of the board."),
        (OnWithdrawal.REMOVE, "What you have written is removed."),
    ],
)
def test_where_there_is_no_choice_the_page_says_what_happens(
    browser: Client, me: Participant, setting: OnWithdrawal, words: str
) -> None:
    Board.objects.filter(pk=me.board_id).update(withdrawal_answers=setting)

    html = browser.get(leave(me)).content.decode()

    assert words in html
    assert 'name="answers"' not in html
    browser.post(leave(me), {"sure": "on"})
    me.refresh_from_db()
    assert me.withdrawn_answers == setting


def test_leaving_takes_a_choice_and_a_tick(browser: Client, me: Participant) -> None:
    response = browser.post(leave(me), {})

    html = response.content.decode()
    assert response.status_code == 422
    assert "Please choose one." in html
    assert "Please tick this box if you want to stop." in html
    me.refresh_from_db()
    assert me.withdrawn_at is None


def test_the_receipt_says_what_was_done_and_stays(browser: Client, me: Participant) -> None:
    search = f'href="{reverse("search", args=[me.board.slug])}"'
    assert search in browser.get(leave(me)).content.decode()
    response = browser.post(leave(me), {"answers": "remove", "sure": "on"})

    me.refresh_from_db()
    assert me.withdrawn_answers == AnswersAfterWithdrawal.REMOVE
    assert Reply.objects.get().withdrawn_at is not None
    assertRedirects(response, leave(me))
    html = browser.get(leave(me)).content.decode()
    assert "You no longer take part" in html
    assert "Removed. A note that something was withdrawn stands in its place." in html
    assert "30 March 2021, 13:00" in html
    assert search not in html


def test_after_leaving_the_boards_pages_are_shut(browser: Client, me: Participant) -> None:
    browser.post(leave(me), {"answers": "keep", "sure": "on"})

    question = Reply.objects.get().question
    page = browser.get(reverse("question", args=[me.board.slug, question.pk]))

    assert page.status_code == 403
    assert "My words." not in page.content.decode()


def test_someone_who_has_not_consented_may_leave_too() -> None:
    person = factories.participant(factories.board(), consented=False)
    browser = browser_of(person, now=NOW)

    assert browser.get(leave(person)).status_code == 200
