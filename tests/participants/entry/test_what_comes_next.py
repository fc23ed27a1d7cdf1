"""Continue leads to the earliest thing to do, by one rule on the board page and each question."""

import pytest
from django.test import Client

from participants.actions.skipping import skip
from participants.models import Participant, Reply
from sessions.enums import Kind
from sessions.models import Board, Question, Stage
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.entry.doors import come_in, move_on, words
from tests.sessions.studio.writing import reword


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def stage(board: Board) -> Stage:
    return factories.stage(board)


@pytest.fixture
def peer(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def browser(me: Participant) -> Client:
    return come_in(me)


def address(question: Question) -> str:
    return f"/b/cop/questions/{question.pk}/"


def answered(me: Participant, stage: Stage) -> Question:
    question = factories.question(stage)
    factories.answer(me, question)
    return question


def probed(board: Board, me: Participant, question: Question) -> Reply:
    answer = Reply.objects.get(participant=me, question=question)
    return factories.probe(factories.facilitator(board), answer, "How so?", needs_reply=True)


def leads_to(browser: Client, where: str, path: str) -> bool:
    """Whether the one Continue of that page leads there."""
    html = words(browser.get(where))
    part = html.partition('card--now"')[2] or html.partition("question__way")[2]
    return f'href="{path}">' in part.partition("</section>")[0].partition("<nav")[0]


def test_what_is_required_goes_before_all_else(
    board: Board, me: Participant, stage: Stage, browser: Client
) -> None:
    here = answered(me, stage)
    reword(answered(me, stage), "What now?")
    probed(board, me, here)
    factories.question(stage, required=False)
    left = factories.question(stage)

    assert leads_to(browser, "/b/cop/", address(left))
    assert leads_to(browser, address(here), address(left))


def text_page(stage: Stage) -> Question:
    return factories.question(stage, kind=Kind.TEXT_PAGE)


def test_the_text_pages_before_a_question_are_led_to_first_one_after_the_other(
    stage: Stage, browser: Client
) -> None:
    first, second = text_page(stage), text_page(stage)
    question = factories.question(stage)

    assert leads_to(browser, "/b/cop/", address(first))
    assert leads_to(browser, address(first), address(second))
    assert leads_to(browser, address(second), address(question))


def test_a_text_page_between_two_questions_is_led_to_after_the_first(
    me: Participant, stage: Stage, browser: Client
) -> None:
    text_page(stage)
    here, between = answered(me, stage), text_page(stage)
    factories.question(stage, required=False)
    question = factories.question(stage)

    assert leads_to(browser, "/b/cop/", address(between))
    assert leads_to(browser, address(here), address(between))
    assert leads_to(browser, address(between), address(question))


@pytest.mark.parametrize("passed", ["answered", "skipped"])
def test_whoever_has_been_past_a_text_page_is_not_led_back_to_it(
    me: Participant, stage: Stage, browser: Client, passed: str
) -> None:
    text_page(stage)
    behind = factories.question(stage, required=False)
    left = factories.question(stage)
    if passed == "answered":
        factories.answer(me, behind)
    else:
        skip(participant=me, question=behind, now=NOW)

    assert leads_to(browser, "/b/cop/", address(left))
    assert leads_to(browser, address(behind), address(left))


def test_a_text_page_goes_before_what_is_optional_too_and_each_stage_has_its_own(
    board: Board, me: Participant, stage: Stage, browser: Client
) -> None:
    text_page(stage)
    here = answered(me, factories.stage(board))
    page = text_page(factories.stage(board))
    optional = factories.question(page.stage, required=False)

    assert leads_to(browser, "/b/cop/", address(page))
    assert leads_to(browser, address(here), address(page))
    assert leads_to(browser, address(page), address(optional))


def test_text_pages_before_a_question_further_back_lead_round_in_no_circle(
    me: Participant, stage: Stage, browser: Client
) -> None:
    first, second = text_page(stage), text_page(stage)
    left = factories.question(stage)
    further = factories.question(stage, required=False)

    assert leads_to(browser, address(further), address(first))
    assert leads_to(browser, address(first), address(second))
    assert leads_to(browser, address(second), address(left))


def test_a_text_page_alone_leaves_nothing_to_do(stage: Stage, browser: Client) -> None:
    text_page(stage)

    assert "Nothing is left to do for now" in words(browser.get("/b/cop/"))


def test_what_is_asked_again_goes_before_a_probe(
    board: Board, me: Participant, stage: Stage, browser: Client
) -> None:
    here, again = answered(me, stage), answered(me, stage)
    reword(again, "What now?")
    probed(board, me, here)

    assert "asked again." in words(browser.get("/b/cop/"))
    assert leads_to(browser, "/b/cop/", address(again))
    assert leads_to(browser, address(here), address(again))


def test_a_probe_goes_before_what_is_new_to_read(
    board: Board, me: Participant, stage: Stage, browser: Client, peer: Participant
) -> None:
    here = answered(me, stage)
    browser.get("/b/cop/")
    move_on(hours=2)
    factories.answer(peer, here, said_at=NOW + HOUR)
    probe = probed(board, me, here)

    assert "One thing waits for you" in words(browser.get("/b/cop/"))
    assert leads_to(browser, "/b/cop/", f"/b/cop/replies/{probe.pk}/")
    assert "Nothing is left to do" not in words(browser.get(address(here)))
    assert leads_to(browser, address(here), f"/b/cop/replies/{probe.pk}/")


def test_what_is_new_goes_before_what_is_optional_and_this_before_the_rest(
    board: Board, me: Participant, stage: Stage, browser: Client, peer: Participant
) -> None:
    first, second = answered(me, stage), answered(me, stage)
    optional = factories.question(stage, required=False)
    factories.answer(peer, second, said_at=NOW - HOUR)
    browser.get("/b/cop/")
    assert leads_to(browser, "/b/cop/", address(optional))

    skip(participant=me, question=optional, now=NOW)
    assert leads_to(browser, "/b/cop/", address(second))
    assert leads_to(browser, address(first), address(second))

    move_on(hours=2)
    factories.answer(peer, first, said_at=NOW + HOUR)
    assert leads_to(browser, "/b/cop/", address(first))


def test_reading_leads_onwards_and_never_round_in_a_circle(
    me: Participant, stage: Stage, browser: Client, peer: Participant
) -> None:
    first, second = answered(me, stage), answered(me, stage)
    for question in (first, second):
        factories.answer(peer, question, said_at=NOW - HOUR)

    assert leads_to(browser, address(first), address(second))
    assert "Continue" not in words(browser.get(address(second)))


def test_an_optional_question_never_leads_back_to_itself(
    me: Participant, stage: Stage, browser: Client
) -> None:
    optional = factories.question(stage, required=False)

    assert leads_to(browser, "/b/cop/", address(optional))
    assert "Continue" not in words(browser.get(address(optional)))


def test_what_is_locked_is_no_reading(stage: Stage, browser: Client, peer: Participant) -> None:
    optional = factories.question(stage, required=False)
    before = words(browser.get("/b/cop/"))
    factories.answer(peer, optional)

    assert words(browser.get("/b/cop/")) == before


def test_before_the_first_stage_opens_there_is_nothing_to_do(board: Board, browser: Client) -> None:
    factories.stage(board, opens_at=NOW + HOUR)
    page = words(browser.get("/b/cop/"))

    assert "Nothing is open yet" in page
    assert "There is nothing you need to do until then." in page
    assert page.count("The first part opens") == 1


def test_between_two_stages_there_is_what_can_be_read(
    board: Board, me: Participant, peer: Participant, browser: Client
) -> None:
    read = answered(me, factories.stage(board, closes_at=NOW - HOUR))
    factories.answer(peer, read)
    factories.stage(board, opens_at=NOW + HOUR)

    assert "Nothing is open just now" in words(browser.get("/b/cop/"))
    assert leads_to(browser, "/b/cop/", address(read))


def test_after_the_last_stage_closed_nothing_is_left(board: Board, browser: Client) -> None:
    factories.stage(board, closes_at=NOW - HOUR)
    page = words(browser.get("/b/cop/"))

    assert "Nothing is left to do for now" in page
    assert "Come back when you like: what is new will stand here." in page


def test_while_the_board_is_paused_nothing_leads_on(
    board: Board, me: Participant, stage: Stage, browser: Client
) -> None:
    probed(board, me, answered(me, stage))
    factories.question(stage)
    factories.pause(board)

    assert "card--now" not in words(browser.get("/b/cop/"))
