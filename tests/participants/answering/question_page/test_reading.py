"""What a question's page says to its reader."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bulletin import clock
from participants.enums import Channel
from participants.models import Participant, Reply
from sessions.enums import Identity, Kind, Reveal
from sessions.models import Board, Question
from tests import factories
from tests.factories import DAY, HOUR, NOW
from tests.participants.answering.question_page.reading import HIDDEN, page
from tests.participants.visits import address, browser_of, form_of

pytestmark = pytest.mark.django_db


def test_the_page_asks_says_who_will_see_and_where_one_stands(
    browser: Client, question: Question
) -> None:
    factories.question(question.stage)

    html = page(browser, question)

    assert "What did you <strong>hope</strong> for?" in html
    assert "Who will see this:" in html
    assert "Question 1 of 2" in html
    assert "Next question" in html
    assert "Previous question" not in html


def test_a_padlock_stands_beside_what_is_locked_and_not_beside_what_is_empty(
    browser: Client, me: Participant, question: Question
) -> None:
    assert 'svg#lock"></use></svg><span>What others say here opens' in page(browser, question)

    factories.answer(me, question)
    html = page(browser, question)

    assert "Nobody else has written here yet." in html
    assert "#lock" not in html.partition('id="replies"')[2].partition("question__way")[0]


def test_a_text_page_has_no_number_and_counts_for_none(browser: Client, question: Question) -> None:
    text_page = factories.question(question.stage, kind=Kind.TEXT_PAGE)
    last = factories.question(question.stage)

    html = page(browser, text_page)

    assert "Question 1" not in html
    assert "Question 2" not in html
    assert "To read" in html
    assert "Question 2 of 2" in page(browser, last)


def test_a_text_page_has_no_box_and_leads_on(browser: Client, board: Board) -> None:
    stage = factories.stage(board)
    read = factories.question(stage, kind=Kind.TEXT_PAGE, prompt="Please read this.")
    asked = factories.question(stage)

    html = page(browser, read)

    assert "Please read this." in html
    assert 'id="replies"' in html
    assert '<form method="post" action="' + address(read) not in html
    assert f'href="{address(asked)}">Continue' in html
    assert browser.post(address(read), {"text": "x"}).status_code == 200
    assert not Reply.objects.exists()


def test_what_is_left_is_said_and_led_to(browser: Client, board: Board) -> None:
    stage = factories.stage(board)
    first, second, third = (factories.question(stage) for _ in range(3))

    browser.post(address(second), form_of(second, text="x"))
    html = page(browser, second)

    assert "2 answers are left to give for now." in html
    assert f'href="{address(first)}">Continue' in html
    for asked in (first, third):
        browser.post(address(asked), form_of(asked, text="x"))
    assert "Nothing is left to do for now." in page(browser, first)


@pytest.mark.parametrize(
    ("identity", "name"),
    [
        (Identity.REAL_NAME, "Quincy Adams"),
        (Identity.FIRST_NAME, "Quincy"),
        (Identity.PSEUDONYM, "Grey Owl"),
    ],
)
def test_others_are_called_as_the_board_says(identity: Identity, name: str) -> None:
    board = factories.board(identity_peers=identity)
    asked = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    factories.answer(factories.participant(board, name="Quincy Adams", pseudonym="Grey Owl"), asked)

    html = page(browser_of(factories.participant(board)), asked)

    shown = re.findall(r'reply__name">([^<]+)<', html)
    assert shown == [name]


def test_ones_state_is_said_to_oneself_alone(
    browser: Client, question: Question, me: Participant, board: Board
) -> None:
    answer = factories.answer(me, question, "Mine.")
    states = [
        (factories.hold, "others can read this once staff have looked at it"),
        (factories.conceal, "taken out of view by staff"),
        (factories.reject, "not accepted: Not about the question."),
    ]
    for change, words in states:
        change(answer)
        assert words in page(browser, question)


def test_what_staff_entered_is_marked_for_its_author(
    browser: Client, question: Question, me: Participant, board: Board
) -> None:
    factories.answer(
        me,
        question,
        channel=Channel.EMAIL,
        entered_by=factories.facilitator(board),
    )

    assert "by e-mail, entered for you by staff" in page(browser, question)


def test_a_withdrawn_reply_leaves_a_tombstone_without_words_or_name(
    browser: Client, question: Question, me: Participant, theirs: Reply
) -> None:
    factories.answer(me, question)
    Reply.objects.filter(pk=theirs.pk).update(withdrawn_at=NOW)

    html = page(browser, question)

    assert "What stood here was withdrawn by its author." in html
    assert HIDDEN not in html
    assert "Heron 02" not in html


def test_what_came_since_the_last_visit_is_marked_new(
    question: Question, me: Participant, board: Board
) -> None:
    factories.answer(me, question)
    factories.answer(factories.participant(board), question, "Old.", said_at=NOW - DAY)
    browser = browser_of(me)
    page(browser, question)
    factories.answer(factories.participant(board), question, "New.", said_at=NOW + HOUR)

    clock.move_to(NOW + 2 * HOUR)
    page(browser, question)
    html = page(browser, question)

    assert html.count("reply--new") == 1
    assert html.index("reply--new") > html.index("Old.")


def test_times_are_in_the_readers_own_zone(question: Question, board: Board) -> None:
    reader = factories.participant(board, timezone="America/New_York")
    factories.answer(reader, question, said_at=NOW)

    assert ">Tue 30 March, 08:00</time>" in page(browser_of(reader), question)


def test_a_page_of_words_in_markup_shows_them_as_typed(
    browser: Client, question: Question, me: Participant
) -> None:
    browser.post(address(question), form_of(question, text="<script>alert(1)</script> & <b>"))

    html = page(browser, question)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in html
    assert "<script>alert" not in html


@pytest.mark.parametrize("others", [1, 3])
def test_the_page_costs_the_same_number_of_queries_for_one_reply_and_for_three(
    question: Question,
    me: Participant,
    board: Board,
    others: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    factories.answer(me, question)
    for _ in range(others):
        answer = factories.answer(factories.participant(board), question)
        factories.comment(factories.participant(board), answer)
        factories.probe(factories.facilitator(board), answer)
    browser = browser_of(me)
    page(browser, question)

    # Session, visit, question, replies, the way on; with nothing left, probes and what to read.
    with django_assert_num_queries(5 + 2):
        html = page(browser, question)

    assert html.count('<article class="reply') == 1 + 3 * others
