"""The box takes an answer, or says why it does not and keeps what was typed (rule 17)."""

import re

import pytest
from django.test import Client

from bulletin import clock
from participants.models import Draft, Participant, Reply
from sessions.models import Board, Question, QuestionVersion
from tests import factories
from tests.factories import ENDS_AT, HOUR, NOW
from tests.participants.answering.question_page.reading import page
from tests.participants.visits import address, browser_of, form_of

pytestmark = pytest.mark.django_db


def test_a_refused_answer_says_why_beside_the_box_and_keeps_what_was_typed(
    browser: Client, question: Question, me: Participant
) -> None:
    response = browser.post(address(question), form_of(question, text="What did you hope for?"))

    html = response.content.decode()
    assert response.status_code == 422
    assert "This is the question itself." in html
    assert ">\nWhat did you hope for?</textarea>" in html
    assert Draft.objects.get(participant=me).fields == {"text": ["What did you hope for?"]}


def test_a_stage_that_closes_meanwhile_takes_nothing_and_what_was_typed_is_kept(
    board: Board, me: Participant
) -> None:
    asked = factories.question(factories.stage(board, closes_at=NOW + HOUR))
    browser = browser_of(me)
    assert 'name="text"' in page(browser, asked)
    clock.move_to(NOW + HOUR)

    response = browser.post(address(asked), form_of(asked, text="Too late."))

    html = response.content.decode()
    assert response.status_code == 422
    assert "This question no longer takes answers." in html
    assert ">\nToo late.</textarea>" in html
    assert not Reply.objects.exists()
    assert Draft.objects.get().fields == {"text": ["Too late."]}
    assert "Too late." in page(browser, asked)


def test_a_shut_box_says_why(board: Board, browser: Client, question: Question) -> None:
    pause = factories.pause(board)
    assert "Back on Monday." in page(browser, question)

    pause.delete()
    clock.move_to(ENDS_AT)
    assert "This question no longer takes answers." in page(browser, question)


def test_a_stage_in_order_says_what_comes_first(board: Board, browser: Client) -> None:
    stage = factories.stage(board, in_order=True)
    factories.question(stage)

    assert "This stage goes in order." in page(browser, factories.question(stage))


def test_a_page_that_knew_of_no_answer_replaces_none_before_it_has_asked(
    browser: Client, question: Question, me: Participant
) -> None:
    browser.post(address(question), form_of(question, text="From one window."))

    response = browser.post(address(question), form_of(question, text="From another."))

    html = response.content.decode()
    assert response.status_code == 422
    assert "You have sent an answer from another window or device meanwhile." in html
    assert ">\nFrom another.</textarea>" in html
    assert "Send the correction" in html
    assert Reply.objects.values_list("current_version__text", flat=True).get() == "From one window."
    assert Draft.objects.get().fields == {"text": ["From another."]}

    seen = re.search(r'name="seen" value="([^"]+)"', html)
    assert seen
    browser.post(address(question), form_of(question, text="From another.", seen=seen[1]))
    assert Reply.objects.values_list("current_version__text", flat=True).get() == "From another."


def test_the_same_answer_sent_again_from_an_old_page_is_taken_as_said(
    browser: Client, question: Question
) -> None:
    browser.post(address(question), form_of(question, text="Peace."))

    response = browser.post(address(question), form_of(question, text="Peace."))

    assert "Your answer has reached the board." in response.content.decode()
    assert Reply.objects.get().versions.count() == 1


def test_an_answer_is_corrected_on_the_same_page(
    browser: Client, question: Question, me: Participant
) -> None:
    browser.post(address(question), form_of(question, text="Peace."))
    html = page(browser, question)
    assert "?correct=1#answer" in html
    assert 'name="text"' not in html

    html = page(browser, question, correct=1)
    assert "Correct your answer" in html
    assert ">\nPeace.</textarea>" in html
    seen = re.search(r'name="seen" value="([^"]+)"', html)
    assert seen

    browser.post(address(question), form_of(question, text="Quiet.", seen=seen[1]))

    html = page(browser, question)
    assert "Quiet." in html
    assert "corrected" in html
    assert Reply.objects.get(participant=me).versions.count() == 2


def test_an_entry_to_correct_that_is_not_there_shows_the_page_as_it_is(
    browser: Client, question: Question
) -> None:
    for nonsense in ("2", "x", "-1", "99999999999999999999", "²"):
        assert 'name="text"' in page(browser, question, correct=nonsense)


def test_a_diary_asks_for_one_entry_after_the_other(browser: Client, board: Board) -> None:
    diary = factories.question(factories.stage(board), entries=2)
    assert "Entry 1 of 2" in page(browser, diary)

    html = browser.post(address(diary), form_of(diary, text="Monday.")).content.decode()
    assert "Entry 2 of 2" in html
    assert "Monday." in html

    browser.post(address(diary), form_of(diary, text="Tuesday.", entry=2))
    html = page(browser, diary)
    assert "Entry 2 of 2" not in html
    assert html.index("Monday.") < html.index("Tuesday.")


@pytest.mark.parametrize("entry", ["0", "3", "x", "", "-1"])
def test_a_tampered_entry_goes_into_the_next_one(
    browser: Client, board: Board, me: Participant, entry: str
) -> None:
    diary = factories.question(factories.stage(board), entries=3)

    browser.post(address(diary), form_of(diary, text="Monday.", entry=entry))

    assert list(Reply.objects.values_list("entry", flat=True)) == [1]


def test_an_answered_entry_is_corrected_in_its_place_though_fewer_are_asked_for_by_now(
    browser: Client, board: Board, me: Participant
) -> None:
    diary = factories.question(factories.stage(board), entries=2)
    for entry in (1, 2, 3):
        factories.answer(me, diary, f"Day {entry}.", entry=entry)
    seen = NOW.isoformat()

    browser.post(address(diary), form_of(diary, text="The third day.", entry=3, seen=seen))

    said = Reply.objects.order_by("entry").values_list("current_version__text", flat=True)
    assert list(said) == ["Day 1.", "Day 2.", "The third day."]


def test_an_entry_too_many_is_kept_and_goes_over_no_other(
    browser: Client, board: Board, me: Participant
) -> None:
    diary = factories.question(factories.stage(board), entries=1)
    factories.answer(me, diary, "Day 1.")

    html = browser.post(address(diary), form_of(diary, text="Day 2.", entry=2)).content.decode()

    assert "This question no longer takes answers." in html
    assert Reply.objects.get().versions.count() == 1
    assert Draft.objects.get().fields["text"] == ["Day 2."]


def test_a_question_reworded_while_one_was_writing_is_looked_at_again(
    browser: Client, question: Question, me: Participant
) -> None:
    form = form_of(question, text="Peace.")
    reworded = QuestionVersion.objects.create(
        question=question,
        number=2,
        prompt="And what do you fear?",
        prompt_html="<p>And what do you fear?</p>",
        settings={},
        created_at=NOW,
        published_at=NOW,
        published_by=factories.facilitator(question.stage.board).user,
    )
    Question.objects.filter(pk=question.pk).update(current_version=reworded)

    response = browser.post(address(question), form)

    html = response.content.decode()
    assert response.status_code == 422
    assert "The wording of this question has changed" in html
    assert ">\nPeace.</textarea>" in html
    assert not Reply.objects.exists()

    question.wording = reworded
    assert browser.post(address(question), form_of(question, text="Peace.")).status_code == 200
    assert Reply.objects.get().versions.get().question_version == reworded
