"""From a draft to the first announcement, in a real browser: by mouse and by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from bulletin import clock
from bulletin.accounts.models import SignInLink
from bulletin.outbox.sweeping import sweep
from participants.models import Announcement, Participant
from sessions.models import Board
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.browser.test_desk import as_participant
from tests.conftest import Mailbox
from tests.moderation.desk.test_board import ready_board

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft() -> Iterator[Board]:
    """It says neither what it is for nor who answers for the data, and its first stage has a
    day."""
    clock.move_to(factories.NOW)
    factories.swept()
    board = ready_board("cop")
    board.stages.update(due_at=factories.NOW + factories.DAY)
    Board.objects.filter(pk=board.pk).update(purpose="")
    factories.thank_you(board, after_withdrawal="What you have earned stays yours.")
    yield board
    clock.reset()


def fits(page: Page, picture: Path) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    page.screenshot(path=picture, full_page=True)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("phone", [False, True])
def test_a_draft_is_mended_tried_launched_and_then_announces_something(
    draft: Board, new_page: NewPage, mailbox: Mailbox, screenshots: Path, phone: bool
) -> None:
    page, width = new_page(phone=phone), "390" if phone else "1280"
    hand: Hand = Keyboard(page) if phone else Mouse(page)
    person = factories.participant(draft, first_came_at=None, consented=False)
    come_in(hand, draft)

    hand.press(page.get_by_role("link", name="Launch the board"))
    expect(page.get_by_text("1 thing is in the way.")).to_be_visible()
    fits(page, screenshots / f"launching-faults-{width}.png")
    mend(hand)
    try_the_mail(hand, mailbox)
    fits(page, screenshots / f"launching-ready-{width}.png")
    hand.press(page.get_by_role("button", name="Launch the board"))
    expect(page.get_by_role("heading", name="This board was launched")).to_be_visible()
    fits(page, screenshots / f"launching-launched-{width}.png")

    announce(hand, screenshots, width)
    read(new_page(phone=phone), person, screenshots, width)
    hand.press(page.get_by_role("link", name="Thank-yous"))
    expect(page.get_by_role("heading", name="Thank-yous")).to_be_visible()
    fits(page, screenshots / f"launching-thanks-{width}.png")


def come_in(hand: Hand, draft: Board) -> None:
    user = factories.facilitator(draft).user
    hand.page.goto(reverse("sign_in_link", args=[SignInLink.objects.issue(user, now=clock.now())]))
    hand.press(hand.page.locator("main").get_by_role("button"))
    hand.press(hand.page.locator("h2").get_by_role("link"))


def mend(hand: Hand) -> None:
    """By the link that stands beside what is in the way, to the very field."""
    page = hand.page
    hand.press(page.get_by_role("link", name="Say what this board is for."))
    box = page.get_by_label("What this board is for")
    expect(box).to_be_in_viewport()
    hand.write(box, "To learn what taking part has made possible.")
    hand.press(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Participants read it so from now on.")).to_be_visible()
    page.goto(reverse("desk_launch", args=["cop"]))
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()


def try_the_mail(hand: Hand, mailbox: Mailbox) -> None:
    page = hand.page
    hand.press(page.get_by_role("button", name="Send me a test message"))
    expect(page.get_by_text("The test message is on its way to you.")).to_be_visible()
    sweep(now=clock.now())
    [message] = mailbox.messages
    assert message["Subject"].startswith("[Test] You are invited")
    hand.press(page.get_by_role("link", name="Check again"))
    expect(page.get_by_text("The mail server took the test message to")).to_be_visible()


def announce(hand: Hand, screenshots: Path, width: str) -> None:
    page = hand.page
    hand.press(page.get_by_role("navigation").get_by_role("link", name="People"))
    hand.press(page.get_by_role("link", name="Announcements"))
    hand.write(page.get_by_label("Title"), "Between two parts")
    hand.write(page.get_by_label("Text"), "Thank you. The next part **opens on Thursday**.")
    fits(page, screenshots / f"announcing-new-{width}.png")
    hand.press(page.get_by_role("button", name="Keep as a draft and look at it"))
    expect(page.get_by_text("The draft is kept.")).to_be_visible()
    fits(page, screenshots / f"announcing-draft-{width}.png")
    hand.press(page.get_by_role("link", name="Publish it"))
    expect(page.get_by_text("1 of them is told by mail.")).to_be_visible()
    fits(page, screenshots / f"announcing-publishing-{width}.png")
    hand.press(page.get_by_role("button", name="Publish it"))
    expect(page.get_by_text("It is on the board.")).to_be_visible()
    assert Announcement.objects.get().published_at is not None


def read(page: Page, person: Participant, screenshots: Path, width: str) -> None:
    """Consent, with what is given in thanks before it; then the announcement, until it is read."""
    own = as_participant(page, person)
    expect(own.get_by_text("A voucher of 20 euros.")).to_be_visible()
    fits(own, screenshots / f"announcing-consent-{width}.png")
    factories.consent(person)
    own.goto(reverse("board", args=["cop"]))
    words = own.get_by_text("opens on Thursday")
    expect(words).to_be_visible()
    fits(own, screenshots / f"announcing-board-{width}.png")
    own.get_by_role("button", name="I have read it").click()
    expect(own.get_by_role("link", name="Between two parts")).to_be_visible()
    expect(words).to_have_count(0)
    own.get_by_role("link", name="Between two parts").click()
    expect(words).to_be_visible()
