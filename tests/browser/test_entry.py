"""Coming in, consenting and the board page, as a person with a browser meets them."""

import pytest
from playwright.sync_api import Page, expect

from bulletin import clock
from bulletin.outbox.models import Notice
from bulletin.text.markdown import to_html
from participants.models import Consent, Participant, PersonalLink
from sessions.enums import Kind, ObserverSight, Role
from sessions.models import Board
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Communities of practice: what have we learned?"


@pytest.fixture
def board(transactional_db: None) -> Board:
    """Its first stage is past due, its second open, its third to come."""
    clock.move_to(factories.NOW)
    board = factories.board(
        slug="cop",
        title=TITLE,
        observers=ObserverSight.PSEUDONYM,
        purpose_html=to_html("To learn what taking part has made possible."),
        conduct_html=to_html("Write as you would speak among colleagues."),
        welcome_html=to_html("Answer when it suits you."),
    )
    board.run_by.create(position=1, name="The commissioner", role=Role.OBSERVER, organisation="EHP")
    board.contacts.create(
        position=1, purpose="support", name="Technical help", email="support@example.org"
    )
    first = factories.stage(board, title="Hopes", due_at=factories.NOW - factories.DAY)
    factories.question(first, prompt="What did you hope it would make possible when you joined?")
    second = factories.stage(
        board, title="What the group said", due_at=factories.NOW + factories.HOUR
    )
    factories.question(second, kind=Kind.SUMMARY, sums_up=[first], statements=["So we heard."])
    factories.question(second, prompt="What surprised you?", required=False)
    factories.stage(board, opens_at=factories.NOW + factories.DAY)
    return board


def link_of(participant: Participant) -> str:
    return f"/i/{PersonalLink.objects.issue(participant, now=factories.NOW)}/"


def come_in(page: Page, participant: Participant) -> None:
    page.goto(link_of(participant))
    page.get_by_role("button", name="Open my place").click()


def assert_presentable(page: Page) -> None:
    """Nothing sticks out to the side, and axe finds nothing, by day and by night."""
    width = "[document.documentElement.scrollWidth, innerWidth]"
    content, window = page.evaluate(width)
    assert content <= window
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert_accessible(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_link_to_the_board_on_a_telephone(
    new_page: NewPage, board: Board, javascript: bool
) -> None:
    participant = factories.participant(board, consented=False)
    page = new_page(phone=True, javascript=javascript)
    page.goto(link_of(participant))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.get_by_role("button", name="Open my place").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you begin")
    page.get_by_role("group", name="1. I take part.").get_by_label("No").check()
    page.get_by_role("button", name="Take part", exact=True).click()
    expect(page.get_by_text("Taking part needs your yes here. If it is no")).to_be_visible()
    assert not Consent.objects.exists()
    page.get_by_role("group", name="1. I take part.").get_by_label("Yes").check()
    page.get_by_role("group", name="2. I may be quoted.").get_by_label("No").check()
    page.get_by_role("group", name="3. Observers may read").get_by_label("Yes").check()
    page.get_by_role("button", name="Take part", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.get_by_role("link", name="About this board").first.click()
    page.get_by_role("link", name="What you agreed to").click()
    expect(page.get_by_role("listitem").filter(has_text="I may be quoted.")).to_contain_text("No")
    page.get_by_role("button", name="Sign out on this device").click()
    expect(page.get_by_text("You are signed out on this device.")).to_be_visible()


def test_a_further_device_comes_in_by_the_code_from_the_mail(
    new_page: NewPage, board: Board
) -> None:
    participant = factories.participant(board)
    first, second = new_page(phone=True), new_page()
    come_in(first, participant)
    expect(first.get_by_role("heading", level=1)).to_have_text(TITLE)
    come_in(second, participant)
    expect(second.get_by_role("heading", level=1)).to_have_text("A code for this device")
    assert_presentable(second)
    second.get_by_label("The six digits from the mail").fill("12")
    second.get_by_role("button", name="Continue").click()
    expect(second.get_by_label("The six digits from the mail")).to_have_value("12")
    assert_presentable(second)
    second.get_by_label("The six digits from the mail").fill(Notice.objects.get().secret)
    second.get_by_role("button", name="Continue").click()
    expect(second.get_by_role("heading", level=1)).to_have_text(TITLE)


def test_a_lost_link_is_got_over_with_an_address(phone: Page, board: Board) -> None:
    participant = factories.participant(board)
    phone.goto("/b/cop/")
    expect(phone.get_by_label("Your e-mail address")).to_be_visible()
    assert_presentable(phone)
    phone.get_by_label("Your e-mail address").fill(participant.email)
    phone.get_by_role("button", name="Send me a code").click()
    expect(phone.get_by_label("The six digits from the mail")).to_be_visible()
    phone.get_by_label("The six digits from the mail").fill(Notice.objects.get().secret)
    phone.get_by_role("button", name="Continue").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(TITLE)


def test_what_to_do_next_is_seen_first_on_a_telephone(phone: Page, board: Board) -> None:
    come_in(phone, factories.participant(board))
    button = phone.get_by_role("link", name="Begin")
    expect(button).to_be_in_viewport()
    box = button.bounding_box()
    assert box
    assert box["height"] >= 44


@pytest.mark.parametrize("on_a_phone", [True, False])
def test_every_page_is_presentable(new_page: NewPage, board: Board, on_a_phone: bool) -> None:
    page = new_page(phone=on_a_phone)
    undecided = factories.participant(board, consented=False)
    for path in ("/", "/nowhere/", "/i/nothing/", "/enter/", link_of(undecided)):
        page.goto(path)
        assert_presentable(page)
    come_in(page, undecided)
    assert_presentable(page)
    page.get_by_role("button", name="Take part", exact=True).click()
    assert_presentable(page)
    page.get_by_role("button", name="I do not take part").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You do not take part")
    assert_presentable(page)
    factories.consent(undecided, factories.consent_version(board))
    for path in ("/b/cop/", "/b/cop/about/", "/b/cop/consent/copy/"):
        page.goto(path)
        assert_presentable(page)
    Participant.objects.update(deactivated_at=factories.NOW)
    page.goto("/b/cop/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your place is closed")
    assert_presentable(page)


def test_the_keyboard_goes_past_the_head_to_what_is_next(page: Page, board: Board) -> None:
    come_in(page, factories.participant(board, timezone="UTC"))
    expect(page.get_by_role("link", name="Begin")).to_be_visible()  # not on the page before
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Begin")).to_be_focused()
