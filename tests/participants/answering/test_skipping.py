"""An optional question can be passed over, with or without saying why (rules 2 and 3)."""

import pytest
from django.test import Client
from django.urls import reverse

from bulletin import clock
from participants.actions.answering import submit_answer
from participants.actions.posting import NotOpen
from participants.actions.skipping import skip, take_back_skip
from participants.actions.withdrawing import withdraw
from participants.enums import AnswersAfterWithdrawal, WhySkipped
from participants.kinds.content import AnswerContent
from participants.models import Participant, Reading, Skip
from sessions.enums import Kind
from sessions.models import Board, Question
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.answering.saying import readable, say
from tests.participants.visits import address, browser_of, form_of, text_of

pytestmark = pytest.mark.django_db

WORDS = "Our group never met in Leeds."


@pytest.fixture
def board() -> Board:
    return factories.board(slug="cop")


@pytest.fixture
def optional(board: Board) -> Question:
    return factories.question(factories.stage(board), required=False)


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def browser(me: Participant) -> Client:
    return browser_of(me)


def skipping(question: Question) -> str:
    return reverse("skip", args=[question.stage.board.slug, question.pk])


def page(browser: Client, where: str) -> str:
    return " ".join(text_of(browser.get(where)).split())


def test_it_unlocks_nothing(board: Board, me: Participant, optional: Question) -> None:
    theirs = factories.answer(factories.participant(board), optional)

    skip(participant=me, question=optional, now=NOW)

    assert readable(me) == set()
    assert not Reading.objects.filter(participant=me).exists()
    say(me, optional)
    assert theirs in readable(me)


def test_why_may_be_said_anew_and_when_stays(me: Participant, optional: Question) -> None:
    skip(participant=me, question=optional, now=NOW, why=WhySkipped.UNCLEAR)
    skip(participant=me, question=optional, now=NOW + HOUR, reason=WORDS)

    skipped = Skip.objects.get()
    assert (skipped.skipped_at, skipped.why, skipped.reason) == (NOW, "", WORDS)


@pytest.mark.parametrize(
    ("why", "reason", "said"),
    [
        (None, "", ""),
        (WhySkipped.PRIVATE, "", "I would rather not say"),
        (None, WORDS, WORDS),
        (WhySkipped.NOT_MINE, WORDS, f"It does not concern me: {WORDS}"),
    ],
)
def test_all_that_was_said_of_why_is_one_line(
    me: Participant, optional: Question, why: WhySkipped | None, reason: str, said: str
) -> None:
    assert skip(participant=me, question=optional, now=NOW, why=why, reason=reason).in_words == said


@pytest.mark.parametrize("how", ["required", "text page", "answered", "closed", "paused", "hidden"])
def test_what_cannot_be_skipped_is_not(
    board: Board, me: Participant, optional: Question, how: str
) -> None:
    question = optional
    if how == "required":
        question = factories.question(optional.stage)
    elif how == "text page":
        question = factories.question(optional.stage, kind=Kind.TEXT_PAGE, required=False)
    elif how == "answered":
        factories.answer(me, question)
    elif how == "closed":
        question = factories.question(factories.stage(board, closes_at=NOW), required=False)
    elif how == "paused":
        factories.pause(board)
    else:
        question = factories.question(optional.stage, required=False, hidden=True)

    with pytest.raises(NotOpen):
        skip(participant=me, question=question, now=NOW)
    assert not Skip.objects.exists()


def test_answering_takes_it_back_on_whatever_channel(
    board: Board, me: Participant, optional: Question
) -> None:
    skip(participant=me, question=optional, now=NOW)
    submit_answer(
        participant=me,
        question=optional,
        content=AnswerContent(text="By telephone."),
        entered_by=factories.facilitator(board),
        said_at=NOW,
        now=NOW,
    )

    assert not Skip.objects.exists()


def test_it_can_be_taken_back_twice(me: Participant, optional: Question) -> None:
    skip(participant=me, question=optional, now=NOW)
    take_back_skip(participant=me, question=optional, now=NOW)
    take_back_skip(participant=me, question=optional, now=NOW)

    assert not Skip.objects.exists()


def test_nothing_is_taken_back_while_the_board_is_paused(
    board: Board, me: Participant, optional: Question, browser: Client
) -> None:
    skip(participant=me, question=optional, now=NOW)
    factories.pause(board)

    refused = browser.post(skipping(optional), {"undo": "1"})

    assert refused.status_code == 422
    assert "Nothing can be written on the board at present." in text_of(refused)
    assert Skip.objects.exists()


@pytest.mark.parametrize(
    ("answers", "said"),
    [(AnswersAfterWithdrawal.REMOVE, ""), (AnswersAfterWithdrawal.KEEP, WORDS)],
)
def test_why_goes_with_the_words_of_whoever_withdraws(
    me: Participant, optional: Question, answers: AnswersAfterWithdrawal, said: str
) -> None:
    skip(participant=me, question=optional, now=NOW, reason=WORDS)

    withdraw(participant=me, answers=answers, now=NOW, by=factories.user())

    assert Skip.objects.get().in_words == said


def test_a_page_without_javascript_skips_and_unskips(
    browser: Client, me: Participant, optional: Question
) -> None:
    here = address(optional)
    assert f'action="{skipping(optional)}"' in page(browser, here)

    gone = browser.post(skipping(optional), {"why": "unclear", "reason": WORDS})
    html = page(browser, here)

    assert gone.headers["Location"] == f"{here}#answer"
    assert "You have skipped this question. You can still answer it." in html
    assert f'<p class="soft">I do not understand it: {WORDS}</p>' in html
    assert browser.post(skipping(optional), {"undo": "1"}).headers["Location"] == f"{here}#answer"
    assert "You have skipped" not in page(browser, here)


def test_nothing_need_be_said(browser: Client, optional: Question) -> None:
    assert "In your own words" in page(browser, skipping(optional))

    assert browser.post(skipping(optional), {}).status_code == 302
    assert Skip.objects.get().in_words == ""


@pytest.mark.parametrize(
    "typed", [{"reason": "x" * 301}, {"why": "because", "reason": WORDS}], ids=["long", "unknown"]
)
def test_what_cannot_be_taken_stays_typed(
    browser: Client, optional: Question, typed: dict[str, str]
) -> None:
    response = browser.post(skipping(optional), typed)

    assert response.status_code == 422
    assert typed["reason"] in text_of(response)
    assert not Skip.objects.exists()


def test_one_that_closed_meanwhile_says_so(
    board: Board, browser: Client, optional: Question
) -> None:
    clock.move_to(board.ends_at)

    response = browser.post(skipping(optional), {"reason": WORDS})

    assert response.status_code == 422
    assert "This question cannot be skipped at present." in text_of(response)
    assert WORDS in text_of(response)


def test_a_required_question_has_no_such_page(browser: Client, optional: Question) -> None:
    required = factories.question(optional.stage)

    assert browser.get(skipping(required)).status_code == 404
    assert skipping(required) not in page(browser, address(required))


def test_the_board_says_so_and_counts_what_is_optional_for_nothing(
    browser: Client, me: Participant, optional: Question
) -> None:
    factories.answer(me, factories.question(optional.stage))
    assert "1 of 1 answered" in page(browser, "/b/cop/")

    browser.post(skipping(optional))
    html = page(browser, "/b/cop/")

    assert "<span>Skipped</span>" in html
    assert "1 of 1 answered" in html


def test_an_answer_takes_the_skip_off_the_page(browser: Client, optional: Question) -> None:
    browser.post(skipping(optional))

    html = text_of(browser.post(address(optional), form_of(optional, text="After all.")))

    assert "You have skipped" not in html
    assert "Your answer has reached the board." in html
