"""Two hundred replies stay readable: order, folds, what is new, and whom few have replied to."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from participants.models import Participant, Reply
from sessions.enums import Kind
from sessions.models import Board, Question
from tests import factories
from tests.factories import DAY, HOUR, NOW
from tests.participants.visits import address, browser_of, text_of

pytestmark = pytest.mark.django_db


def shown(reader: Participant, question: Question, query: str = "") -> str:
    return text_of(browser_of(reader).get(address(question) + query))


def order_of(html: str) -> list[str]:
    return re.findall(r"Answer (\d)\.</p></div>", html)


@pytest.fixture
def answers(board: Board, question: Question, me: Participant) -> list[Reply]:
    said = [
        factories.answer(
            factories.participant(board, pseudonym=f"Heron {number}"),
            question,
            f"Answer {number}.",
            said_at=NOW + timedelta(minutes=number),
        )
        for number in range(4)
    ]
    for _ in range(2):
        factories.comment(me, said[2])
    factories.comment(me, said[1])
    return said


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["0", "1", "2", "3"]),
        ("?order=newest", ["3", "2", "1", "0"]),
        ("?order=replied", ["2", "1", "0", "3"]),
        ("?order=nonsense", ["0", "1", "2", "3"]),
    ],
)
def test_the_order_is_chosen_and_polls_keep_it(
    me: Participant, question: Question, answers: list[Reply], query: str, expected: list[str]
) -> None:
    html = shown(me, question, query)
    assert order_of(html) == expected
    polled = re.search(r'hx-get="([^"]*/questions/[^"]*/replies/[^"]*)"', html)
    assert polled
    poll = text_of(browser_of(me).get(polled[1], headers={"HX-Request": "true"}))
    assert order_of(poll) == expected


def test_it_is_counted_at_the_top(
    me: Participant, question: Question, answers: list[Reply]
) -> None:
    assert '<p class="survey__count">4 posts · 3 replies</p>' in shown(me, question)


def test_a_locked_reader_gets_neither_count_nor_order(
    locked: Participant, question: Question, answers: list[Reply]
) -> None:
    html = shown(locked, question, "?order=newest")
    assert "survey" not in html
    assert "lonely" not in html


def test_the_middle_of_a_long_thread_is_folded_but_never_what_is_new_or_ones_own(
    me: Participant, heron: Participant, question: Question, theirs: Reply
) -> None:
    for number in range(20):
        author = me if number == 8 else heron
        at = NOW + number * timedelta(minutes=1)
        came = NOW + 2 * DAY if number == 12 else at
        factories.comment(author, theirs, f"Thought {number:02}.", said_at=at, posted_at=came)
    me.last_came_at = NOW + DAY
    me.save()

    html = text_of(browser_of(me, now=NOW + 2 * DAY + HOUR).get(address(question)))
    folds = [
        re.findall(r"Thought (\d\d)", fold)
        for fold in re.findall(r'<details class="fold".*?</details>', html, re.DOTALL)
    ]
    assert folds == [
        ["03", "04", "05", "06", "07"],
        ["09", "10", "11"],
        ["13", "14", "15", "16", "17"],
    ]
    assert html.count("Thought") == 20
    assert "Show 3 more replies" in html


def test_a_long_post_keeps_all_its_words_behind_read_on(
    me: Participant, heron: Participant, question: Question
) -> None:
    factories.answer(heron, question, "word " * 400 + "end")

    html = shown(me, question)
    assert html.count("Read on") == 1
    assert "word end</p>" in html


def test_whoever_answered_is_led_to_the_two_with_the_fewest_replies(
    board: Board, question: Question, me: Participant, heron: Participant
) -> None:
    said = [
        factories.answer(
            factories.participant(board, pseudonym=f"Finch {n}"), question, f"Say {n}."
        )
        for n in range(4)
    ]
    for number, answer in enumerate(said):
        for _ in range(3 - number):
            factories.comment(heron, answer)

    html = shown(me, question)
    assert re.findall(r"<strong>(Finch \d)</strong>", html) == ["Finch 3", "Finch 2"]
    assert shown(me, question).count("lonely__one") == 2
    factories.comment(me, said[0])
    assert "lonely__one" not in shown(me, question)


def test_the_numbers_on_a_marked_picture_are_none_of_the_words_that_lead_to_it(
    question: Question, me: Participant, heron: Participant
) -> None:
    marked = factories.question(question.stage, kind=Kind.ANNOTATE, marks=["Works well"])
    for person in (me, heron, factories.participant(me.board)):
        answer = factories.answer(person, marked, "")
        factories.mark(answer, 270, 340, "We sit here.", kind="works-well")

    led = re.findall(r'<strong>.*?</strong> <a href="#reply-[^>]*>(.*?)</a>', shown(me, marked))
    assert led == ["Works well: We sit here. (27% across, 34% down)"] * 2


def test_whoever_has_not_answered_is_led_to_nobody(
    board: Board, me: Participant, locked: Participant, question: Question, answers: list[Reply]
) -> None:
    question.reveal = "always"
    question.save()

    html = shown(locked, question)
    assert "Answer 2." in html
    assert "lonely__one" not in html


def test_a_permanent_link_is_there_for_each_post_and_reporting_is_too(
    me: Participant, question: Question, answers: list[Reply]
) -> None:
    html = shown(me, question)
    for reply in answers:
        where = [me.board.slug, reply.pk]
        assert f'data-copy="{reverse("reply", args=where)}"' in html
        assert f'href="{reverse("report", args=where)}"' in html
