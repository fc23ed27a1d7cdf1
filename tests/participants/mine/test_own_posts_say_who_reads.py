"""Each of one's own posts says who reads it, as it stands now."""

import pytest
from django.test import Client
from django.urls import reverse

from participants.models import Participant, Reply
from sessions.enums import ObserverSight, Reveal
from sessions.models import Board, Question
from tests import factories
from tests.factories import NOW
from tests.participants.visits import address, browser_of

pytestmark = pytest.mark.django_db

TELLS = "Who reads this:"


@pytest.fixture
def board() -> Board:
    return factories.board(observers=ObserverSight.PSEUDONYM)


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board))


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def answer(me: Participant, question: Question) -> Reply:
    return factories.answer(me, question, "Mine.")


@pytest.fixture
def browser(me: Participant, answer: Reply) -> Client:
    return browser_of(me)


def told(browser: Client, question: Question) -> list[str]:
    html = browser.get(address(question)).content.decode()
    return [part.partition("</span>")[0].strip() for part in html.split(TELLS)[1:]]


def test_an_answer_names_its_circle_and_by_what_name_one_is_read(
    browser: Client, question: Question
) -> None:
    assert told(browser, question) == [
        "Staff, observers, and participants who answered something in this stage. As Heron 01."
    ]


def test_a_comment_goes_with_what_it_stands_under(
    browser: Client, me: Participant, question: Question
) -> None:
    theirs = factories.answer(factories.participant(me.board), question)
    factories.comment(me, theirs)

    assert told(browser, question)[1:] == [
        "Everyone who may read what it stands under, staff and observers."
    ]


@pytest.mark.parametrize("state", ["held", "concealed"])
def test_what_is_kept_from_others_and_what_hangs_on_it_say_so(
    browser: Client, me: Participant, answer: Reply, question: Question, state: str
) -> None:
    factories.comment(me, answer, "And more.")
    if state == "concealed":
        factories.conceal(answer)
    else:
        Reply.objects.filter(pk=answer.pk).update(held_at=NOW)

    assert told(browser, question) == ["Only staff read this."] * 2


def test_under_a_question_that_is_never_shown_only_staff_are_named(
    browser: Client, me: Participant, question: Question
) -> None:
    Question.objects.filter(pk=question.pk).update(reveal=Reveal.NEVER)

    assert told(browser, question) == ["Only staff read this. Staff see your pseudonym."]


def test_a_private_post_and_a_tombstone_say_it_themselves(
    browser: Client, me: Participant, answer: Reply, question: Question
) -> None:
    factories.call_for_help(me, question)
    Reply.objects.filter(pk=answer.pk).update(withdrawn_at=NOW)

    html = browser.get(address(question)).content.decode()

    assert TELLS not in html
    assert "private: only you and staff read this" in html


def test_others_posts_say_nothing_of_it(me: Participant, answer: Reply, question: Question) -> None:
    peer = factories.participant(me.board)
    factories.answer(peer, question)

    assert len(told(browser_of(peer), question)) == 1


def test_a_poll_tells_as_soon_as_it_changes(browser: Client, question: Question) -> None:
    polled = reverse("replies", args=[question.stage.board.slug, question.pk])
    first = browser.get(polled, headers={"HX-Request": "true"})
    known = {"HX-Request": "true", "If-None-Match": first.headers["ETag"]}
    assert browser.get(polled, headers=known).status_code == 304

    Question.objects.filter(pk=question.pk).update(reveal=Reveal.ALWAYS)

    assert browser.get(polled, headers=known).status_code == 200
