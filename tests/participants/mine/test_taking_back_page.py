"""The page on which a single post is taken back, its receipt, and what stands where it stood."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from participants.models import Participant, Reply
from sessions.enums import Kind, OnWithdrawal
from sessions.models import Board, Question
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.visits import address, browser_of, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    return factories.question(factories.stage(factories.board()))


@pytest.fixture
def me(question: Question) -> Participant:
    return factories.participant(question.stage.board)


@pytest.fixture
def answer(me: Participant, question: Question) -> Reply:
    return factories.answer(me, question, "I named a client.")


@pytest.fixture
def browser(me: Participant, answer: Reply) -> Client:
    return browser_of(me)


def page_of(reply: Reply) -> str:
    return reverse("reply_withdrawal", args=[reply.board.slug, reply.pk])


def html_of(browser: Client, url: str) -> str:
    return browser.get(url).content.decode()


def test_the_page_shows_what_goes_and_asks_once(browser: Client, answer: Reply) -> None:
    html = html_of(browser, page_of(answer))

    assert "I named a client." in html
    assert "Your words go for good, in every version" in html
    assert "What you could read here stays open to you." in html
    assert "You can answer again if you like." in html
    assert "What others wrote under it stays theirs" not in html


def test_it_says_that_what_others_wrote_under_it_stays(browser: Client, answer: Reply) -> None:
    factories.comment(factories.facilitator(answer.board), answer, "Thank you.")

    assert "What others wrote under it stays theirs" in html_of(browser, page_of(answer))


def test_it_says_nothing_of_replies_that_are_hidden(browser: Client, answer: Reply) -> None:
    peer = factories.participant(answer.board)
    factories.conceal(factories.comment(peer, answer, "Hidden."))

    assert "What others wrote under it stays theirs" not in html_of(browser, page_of(answer))


def test_without_a_tick_nothing_happens_and_the_page_says_why(
    browser: Client, answer: Reply
) -> None:
    response = browser.post(page_of(answer))

    assert response.status_code == 422
    assert "Please tick this box if you want to take it back." in response.content.decode()
    answer.refresh_from_db()
    assert answer.withdrawn_at is None


def test_the_receipt_stays_at_its_address(browser: Client, answer: Reply) -> None:
    response = browser.post(page_of(answer), {"sure": "on"})

    assertRedirects(response, page_of(answer))
    html = html_of(browser, page_of(answer))
    assert "You took it back" in html
    assert "I named a client." not in html
    assert "Answer again" in html


def test_where_it_stood_its_author_is_told_and_may_answer_again(
    browser: Client, answer: Reply, question: Question
) -> None:
    browser.post(page_of(answer), {"sure": "on"})

    html = html_of(browser, address(question))
    assert "You took back what stood here." in html
    assert "Send my answer" not in html
    again = html_of(browser, f"{address(question)}?correct=1")
    assert "Answer again" in again
    assert "Send my answer" in again

    words = form_of(question, text="Without the name.", seen=again_seen(again))
    browser.post(address(question), words)
    answer.refresh_from_db()
    assert answer.withdrawn_at is None
    assert [one.text for one in answer.versions.all()] == ["", "Without the name."]


def again_seen(html: str) -> str:
    return html.partition('name="seen" value="')[2].partition('"')[0]


def test_others_find_a_tombstone(browser: Client, answer: Reply, question: Question) -> None:
    peer = factories.participant(answer.board)
    factories.answer(peer, question, "Mine.")
    browser.post(page_of(answer), {"sure": "on"})

    html = html_of(browser_of(peer, now=NOW + HOUR), address(question))

    assert "What stood here was withdrawn by its author." in html
    assert "You took back" not in html


@pytest.mark.parametrize("where", ["reply_withdrawal", "earlier_words"])
def test_what_others_wrote_is_not_there(browser: Client, question: Question, where: str) -> None:
    peer = factories.participant(question.stage.board)
    theirs = factories.answer(peer, question, "Theirs.")
    factories.version(theirs, "Theirs, corrected.")

    for method in (browser.get, browser.post):
        address_of_theirs = reverse(where, args=[theirs.board.slug, theirs.pk])
        assert method(address_of_theirs).status_code in (404, 405)


def test_where_answers_are_kept_nothing_leads_there_and_the_page_says_why(
    browser: Client, answer: Reply, question: Question
) -> None:
    Board.objects.filter(pk=answer.board_id).update(withdrawal_answers=OnWithdrawal.KEEP)

    assert "Take back" not in html_of(browser, address(question))
    html = html_of(browser, page_of(answer))
    assert "This can no longer be taken back here" in html
    assert browser.post(page_of(answer), {"sure": "on"}).status_code == 422


def test_what_was_said_first_is_shown_to_its_author(
    browser: Client, answer: Reply, question: Question
) -> None:
    factories.version(answer, "I named nobody.")
    where = reverse("earlier_words", args=[answer.board.slug, answer.pk])
    assert where in html_of(browser, address(question))

    whole = html_of(browser, where)
    part = browser.get(where, headers={"HX-Request": "true"}).content.decode()

    assert "I named a client." in whole
    assert "I named nobody." not in whole
    assert part.lstrip().startswith("<details")


def test_hidden_words_stay_hidden_in_what_was_said_first(browser: Client, answer: Reply) -> None:
    factories.redact(answer, "a client", "[somebody]")
    factories.version(answer, "I named nobody.")

    html = html_of(browser, reverse("earlier_words", args=[answer.board.slug, answer.pk]))

    assert "I named [somebody]." in html
    assert "a client" not in html


def test_a_choice_taken_back_is_counted_no_more(browser: Client, me: Participant) -> None:
    asked = factories.question(factories.stage(me.board), kind=Kind.SINGLE, options=["Yes", "No"])
    answers = [
        factories.answer(person, asked, "")
        for person in (me, *(factories.participant(me.board) for _ in range(3)))
    ]
    for one in answers:
        factories.value(one, "yes")
    assert '<td class="number">4 of 4</td>' in html_of(browser, address(asked))
    assert "may see which of them change" in html_of(browser, page_of(answers[0]))

    browser.post(page_of(answers[0]), {"sure": "on"})

    assert '<td class="number">3 of 3</td>' in html_of(browser, address(asked))
