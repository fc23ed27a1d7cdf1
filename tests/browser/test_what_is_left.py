"""From the first visit to coming back: what is left, what is skipped, and what is new."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bulletin import clock
from bulletin.text.markdown import to_html
from participants.models import Participant, PersonalLink, Skip
from sessions.models import Board, Question, Stage
from tests import factories
from tests.browser.conftest import NewPage
from tests.browser.hands import Keyboard
from tests.browser.test_coming_in import look
from tests.factories import DAY, HOUR, NOW

pytestmark = pytest.mark.django_db(transaction=True)

PURPOSE = (
    "We would like to learn together what taking part in your community of practice has made"
    " possible, what stood in the way, and what you would tell somebody who begins one tomorrow."
    "\n\nThere are no right answers, and nobody reports on you."
)


@pytest.fixture
def board(transactional_db: None) -> Board:
    clock.move_to(NOW)
    return factories.board(
        slug="cop",
        title="Communities of practice: what have we learned?",
        purpose_html=to_html(PURPOSE),
        afterwards_html=to_html("A memorandum goes to everybody who wrote something."),
    )


@pytest.fixture
def stage(board: Board) -> Stage:
    return factories.stage(board, title="Hopes and first reflections", due_at=NOW + DAY)


@pytest.fixture
def hopes(stage: Stage) -> Question:
    return factories.question(stage, prompt="What did you hope it would make possible?")


@pytest.fixture
def meetings(hopes: Question) -> Question:
    return factories.question(
        hopes.stage, prompt="Which of the meetings do you remember best?", required=False
    )


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board)


def come_in(page: Page, person: Participant) -> None:
    page.goto(f"/i/{PersonalLink.objects.issue(person, now=NOW)}/")
    page.get_by_role("button", name="Open my place").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_first_visit_by_keyboard_from_beginning_to_nothing_left(
    phone: Page, me: Participant, hopes: Question, meetings: Question, screenshots: Path
) -> None:
    hand = Keyboard(phone)
    come_in(phone, me)
    expect(phone.get_by_role("link", name="Begin")).to_be_in_viewport()
    expect(phone.get_by_text("Until Thu 1 April")).to_be_in_viewport()
    look(phone, "/b/cop/", screenshots / "first-visit-390")
    hand.press(phone.get_by_role("button", name="Understood"))
    expect(phone.get_by_role("heading", name="How this works")).to_have_count(0)

    hand.press(phone.get_by_role("link", name="Begin"))
    hand.write(phone.get_by_label("Your answer"), "That we would meet one another.")
    hand.press(phone.get_by_role("button", name="Send my answer"))
    expect(phone.get_by_text("Your answer has reached the board.")).to_be_visible()
    hand.press(phone.get_by_role("link", name="Continue"))

    expect(phone.locator(".prompt", has_text="Which of the meetings")).to_be_visible()
    hand.press(phone.get_by_text("Skip this question").first)
    look_at(phone, screenshots / "skipping-390.png")
    hand.write(phone.get_by_label("In your own words"), "I came only once.")
    hand.press(phone.get_by_role("button", name="Skip this question"))
    expect(phone.get_by_text("You have skipped this question.")).to_be_visible()
    look_at(phone, screenshots / "skipped-390.png")
    assert Skip.objects.get().reason == "I came only once."

    hand.press(phone.get_by_role("link", name="All questions"))
    expect(phone.get_by_text("Nothing is left to do for now")).to_be_visible()
    expect(phone.get_by_text("Skipped", exact=True)).to_be_visible()
    look(phone, "/b/cop/", screenshots / "nothing-left-390")


def look_at(page: Page, picture: Path) -> None:
    page.screenshot(path=picture, full_page=True)


def test_a_skip_is_taken_back_without_javascript(
    new_page: NewPage, me: Participant, meetings: Question
) -> None:
    page = new_page(phone=True, javascript=False)
    come_in(page, me)
    page.goto(f"/b/cop/questions/{meetings.pk}/")
    page.get_by_text("Skip this question").first.click()
    page.get_by_label("I do not understand it").check()
    page.get_by_role("button", name="Skip this question").click()
    expect(page.get_by_role("button", name="Not skipped after all")).to_be_visible()

    page.get_by_role("button", name="Not skipped after all").click()

    expect(page.get_by_text("You have skipped")).to_have_count(0)
    assert not Skip.objects.exists()


@pytest.mark.parametrize("on_a_phone", [True, False])
def test_coming_back_each_line_leads_to_its_place(
    new_page: NewPage,
    board: Board,
    me: Participant,
    hopes: Question,
    meetings: Question,
    screenshots: Path,
    on_a_phone: bool,
) -> None:
    page = new_page(phone=on_a_phone)
    mine = factories.answer(me, hopes, "That we would meet.")
    come_in(page, me)
    page.get_by_role("button", name="Understood").click()
    expect(page.get_by_role("button", name="Understood")).to_have_count(0)
    peer, other = factories.participant(board), factories.participant(board)
    comment = factories.comment(peer, mine, "So did I.", said_at=NOW + HOUR)
    for person in (peer, other):
        factories.answer(person, hopes, "To learn from others.", said_at=NOW + HOUR)
    factories.probe(
        factories.facilitator(board), mine, "Did you?", needs_reply=True, said_at=NOW + HOUR
    )
    second = factories.stage(board, title="Looking forward", opens_at=NOW + HOUR)
    factories.question(second, prompt="What should change?")
    clock.move_to(NOW + 3 * HOUR)

    size = 390 if on_a_phone else 1280
    look(page, "/b/cop/", screenshots / f"since-{size}")
    panel = page.get_by_role("region", name="Since you were here")
    expect(panel.get_by_role("link")).to_have_count(4)
    panel.get_by_role("link", name="has replied to you").click()

    expect(page).to_have_url(re.compile(f"#reply-{comment.pk}$"))
    expect(page.locator(f"#reply-{comment.pk}")).to_be_in_viewport()
    look_at(page, screenshots / f"reply-{size}.png")


def test_with_nothing_new_the_board_says_so_calmly(
    page: Page, board: Board, me: Participant, screenshots: Path
) -> None:
    factories.stage(board, opens_at=NOW + DAY)
    come_in(page, me)
    clock.move_to(NOW + 3 * HOUR)

    look(page, "/b/cop/", screenshots / "before-opening-1280")

    expect(page.get_by_text("Nothing new since Tue 30 March")).to_be_visible()
    expect(page.get_by_text("Nothing is open yet")).to_be_visible()
