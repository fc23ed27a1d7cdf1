"""Others' replies come with one's answer, in the very same response, and not before."""

from datetime import timedelta

import pytest
from django.test import Client

from participants.models import Participant, Reading, Reply
from sessions.enums import Reveal
from sessions.models import Board, Question
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.answering.question_page.reading import HIDDEN, page
from tests.participants.visits import address, browser_of, form_of

pytestmark = pytest.mark.django_db


def test_before_answering_nothing_of_others_is_on_the_page(
    browser: Client, question: Question, theirs: Reply
) -> None:
    html = page(browser, question)

    assert HIDDEN not in html
    assert str(theirs.pk) not in html
    assert "What others say here opens once you have answered." in html
    assert not Reading.objects.exists()


def test_the_response_to_an_answer_holds_it_and_the_others_replies(
    browser: Client, question: Question, theirs: Reply
) -> None:
    response = browser.post(address(question), form_of(question, text="Peace."))

    html = response.content.decode()
    assert response.status_code == 200
    assert "Your answer has reached the board." in html
    assert "Peace." in html
    assert HIDDEN in html
    assert "Heron 02" in html


def test_htmx_gets_the_same_replies_without_the_page_around_them(
    browser: Client, question: Question, theirs: Reply
) -> None:
    response = browser.post(
        address(question), form_of(question, text="Peace."), headers={"HX-Request": "true"}
    )

    html = response.content.decode()
    assert html.lstrip().startswith('<div id="question">')
    assert HIDDEN in html
    assert "HX-Request" in response.headers["Vary"]
    assert response.headers["Cache-Control"] == "private, no-store"


def test_what_was_served_of_others_is_written_down(
    browser: Client, question: Question, me: Participant, theirs: Reply
) -> None:
    browser.post(address(question), form_of(question, text="Peace."))

    reading = Reading.objects.get(participant=me, question=question)
    assert reading.served_at is not None
    assert NOW <= reading.served_at < NOW + HOUR
    assert not Reply.objects.get(participant=me).versions.get().after_reading


def test_staffs_words_and_ones_own_are_not_others(
    browser: Client, question: Question, me: Participant, board: Board
) -> None:
    answer = factories.answer(me, question)
    factories.probe(factories.facilitator(board), answer)

    page(browser, question)

    assert not Reading.objects.filter(served_at__isnull=False).exists()


def test_an_open_question_shows_the_others_before_one_answers_and_marks_the_answer(
    browser: Client, board: Board, me: Participant
) -> None:
    asked = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    factories.answer(factories.participant(board), asked, HIDDEN)

    html = page(browser, asked)
    browser.post(address(asked), form_of(asked, text="Hello."))

    assert HIDDEN in html
    assert html.index('name="text"') < html.index(HIDDEN)
    assert Reply.objects.get(participant=me).versions.get().after_reading


@pytest.mark.parametrize("why", ["absent", "unopened", "other segment", "other board", "hidden"])
def test_a_question_that_does_not_exist_for_someone_is_not_found(
    browser: Client, board: Board, why: str
) -> None:
    asked = {
        "absent": lambda: Question(pk="00000000-0000-4000-8000-000000000000"),
        "unopened": lambda: factories.question(factories.stage(board, opens_at=NOW + HOUR)),
        "other segment": lambda: factories.question(
            factories.stage(board),
            segments=[factories.segment(factories.segment_set(board, "s", "health"), "health")],
        ),
        "other board": lambda: factories.question(factories.stage(factories.board())),
        "hidden": lambda: factories.question(factories.stage(board), hidden=True),
    }[why]()
    path = f"/b/{board.slug}/questions/{asked.pk}/"

    for response in (browser.get(path), browser.post(path, {"text": "x"})):
        assert response.status_code == 404


def test_under_a_hidden_question_ones_own_words_stay_and_nothing_else(
    browser: Client, question: Question, me: Participant, theirs: Reply
) -> None:
    factories.answer(me, question, "Mine to keep.")
    assert HIDDEN in page(browser, question)
    take_down(question)

    html = page(browser, question)

    assert "This question has been taken down" in html
    assert "Mine to keep." in html
    assert HIDDEN not in html
    assert "hope" not in html
    assert "Correct" not in html


def take_down(question: Question) -> None:
    by = factories.facilitator(question.stage.board).user
    Question.objects.filter(pk=question.pk).update(hidden_at=NOW, hidden_by=by)


def test_past_the_due_date_a_contributor_reads_without_having_answered(
    question: Question, me: Participant, theirs: Reply
) -> None:
    another = factories.question(question.stage)
    question.stage.due_at = NOW - timedelta(minutes=1)
    question.stage.save()
    browser = browser_of(me)
    assert HIDDEN not in page(browser, question)

    browser.post(address(another), form_of(another, text="x"))

    assert HIDDEN in page(browser, question)
