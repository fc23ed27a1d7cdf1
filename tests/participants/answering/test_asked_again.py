"""Who answered the old wording of a question may be asked again: it is left to do, and locks
nothing (rule 4)."""

import pytest

from participants.models import Participant, Reply
from participants.notices.left import stages_left_to_each
from sessions.enums import Kind, Reveal
from sessions.models import Board, Question, Stage
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.answering.saying import readable, say, texts
from tests.participants.visits import address, browser_of, form_of, text_of
from tests.sessions.studio.writing import reword

pytestmark = pytest.mark.django_db

MARKED = "Reworded since you answered: asked again"
ASKED = "The wording of this question has changed since you answered."


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def stage(board: Board) -> Stage:
    return factories.stage(board)


@pytest.fixture
def person(board: Board) -> Participant:
    return factories.participant(board)


def page_of(person: Participant) -> str:
    return text_of(browser_of(person).get(f"/b/{person.board.slug}/"))


def left(person: Participant, question: Question) -> int:
    return stages_left_to_each([person], NOW)[person.pk, question.stage_id]


def test_who_answered_has_it_left_to_do_with_what_they_had_said(
    stage: Stage, person: Participant
) -> None:
    question = factories.question(stage, prompt="What did you hope for?")
    say(person, question, "To learn.")
    assert left(person, question) == 0

    reword(question, "What do you hope for?")

    board_page = page_of(person)
    assert MARKED in board_page
    assert "1 question left to answer" in board_page
    assert left(person, question) == 1
    page = text_of(browser_of(person).get(address(question)))
    assert ASKED in page
    assert ">\nTo learn.</textarea>" in page


def test_answering_again_is_a_new_version_and_the_old_one_stays_under_the_old_wording(
    stage: Stage, person: Participant
) -> None:
    question = factories.question(stage)
    reply = say(person, question, "To learn.")
    asked = reword(question, "What do you hope for?")
    browser = browser_of(person)

    answer = form_of(asked, text="To learn.", seen=(NOW + HOUR).isoformat())
    page = text_of(browser.post(address(question), answer))

    assert "Your answer has reached the board." in page
    assert ASKED not in page
    assert texts(reply) == ["To learn.", "To learn."]
    numbers = reply.versions.order_by("number").values_list("question_version__number", flat=True)
    assert list(numbers) == [1, 2]
    assert left(person, question) == 0
    assert MARKED not in page_of(person)


def test_nobody_is_asked_again_unless_it_was_chosen(stage: Stage, person: Participant) -> None:
    question = factories.question(stage)
    say(person, question)

    reword(question, "What do you hope for?", again=False)

    assert left(person, question) == 0
    assert MARKED not in page_of(person)
    assert ASKED not in text_of(browser_of(person).get(address(question)))


def test_a_later_wording_leaves_alone_who_was_asked_again_and_has_answered(
    stage: Stage, person: Participant
) -> None:
    question = factories.question(stage)
    late = factories.participant(stage.board)
    for one in (person, late):
        say(one, question)
    say(person, reword(question, "What do you hope for?"))

    reword(question, "And what do you hope for?", again=False)

    assert (left(person, question), left(late, question)) == (0, 1)


@pytest.mark.parametrize("reveal", [Reveal.AFTER_ANSWER, Reveal.AFTER_STAGE])
def test_what_they_could_read_stays_readable(
    stage: Stage, person: Participant, reveal: Reveal
) -> None:
    question = factories.question(stage, reveal=reveal)
    peer = factories.participant(stage.board)
    theirs = say(peer, question)
    own = say(person, question)

    reword(question, "What do you hope for?")

    assert readable(person) == {theirs, own}


def test_each_entry_of_a_diary_is_asked_again_and_the_rest_comes_after(
    stage: Stage, person: Participant
) -> None:
    question = factories.question(stage, entries=3)
    for entry in (1, 2):
        say(person, question, f"Day {entry}.", entry=entry)
    asked = reword(question, "How was it, in a word?")
    browser = browser_of(person)

    assert "3 questions left to answer" in page_of(person)
    for entry in (1, 2):
        page = text_of(browser.get(address(question)))
        assert f"Asked again: entry {entry}" in page
        say(person, asked, f"Well {entry}.", entry=entry)
    assert "Entry 3 of 3" in text_of(browser.get(address(question)))


def test_what_was_chosen_is_chosen_again_where_it_is_still_there(
    stage: Stage, person: Participant
) -> None:
    question = factories.question(stage, kind=Kind.SINGLE, options=["Yes", "No"])
    factories.value(factories.answer(person, question, ""), "no")

    asked = reword(question, "Really?")

    chosen = asked.wording.items.get(key="no")
    page = text_of(browser_of(person).get(address(question)))
    assert ASKED in page
    tag = next(part for part in page.split("<input") if f'value="{chosen.pk}"' in part)
    assert "checked" in tag


def test_what_is_withdrawn_rejected_or_shut_is_not_asked_again(board: Board) -> None:
    stage = factories.stage(board, closes_at=NOW)
    shut = factories.question(stage)
    taken_back = factories.question(factories.stage(board))
    person = factories.participant(board)
    factories.answer(person, shut)
    factories.answer(person, taken_back, withdrawn_at=NOW)

    for question in (shut, taken_back):
        reword(question, "What do you hope for?")

    assert (left(person, shut), left(person, taken_back)) == (0, 0)
    assert MARKED not in page_of(person)
    assert ASKED not in text_of(browser_of(person).get(address(shut)))


def test_what_is_optional_is_marked_and_not_left_to_do(stage: Stage, person: Participant) -> None:
    question = factories.question(stage, required=False)
    say(person, question)

    reword(question, "What do you hope for?")

    page = page_of(person)
    assert MARKED in page
    assert "left to answer" not in page
    assert "One thing waits for you" in page


def test_an_answer_sent_while_it_was_reworded_is_asked_again(
    stage: Stage, person: Participant
) -> None:
    """The page they had before them was made with the old wording."""
    before = factories.question(stage)
    reword(before, "What do you hope for?")

    say(person, before)

    assert Reply.objects.asked_again().count() == 1
