"""A board that has ended: its list, its report, its archive and its destroying, by both hands."""

import re
from pathlib import Path

import pytest
from celery.worker import WorkController
from django.urls import reverse
from playwright.sync_api import Page, expect

from bulletin import clock
from bulletin.privacy.models import Destruction
from participants.models import Participant, Verdict
from sessions.models import Board
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.browser.test_desk import sign_in
from tests.conftest import Mailbox
from tests.letters import words_of
from tests.participants.notices.test_through_the_worker import wait_for

pytestmark = pytest.mark.django_db(transaction=True)

AFTER = factories.ENDS_AT + 5 * factories.DAY
REPORT = "Most of you hoped to meet people who do the same work.\n\n### What comes next"
WORDS = "The folder was mine."


class Look:
    """Each page is accessible and fits its window; a picture of it is kept."""

    def __init__(self, screenshots: Path, phone: bool) -> None:
        self.folder, self.width = screenshots, "390" if phone else "1280"

    def at(self, page: Page, name: str) -> None:
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        page.screenshot(path=self.folder / f"ending-{name}-{self.width}.png", full_page=True)


@pytest.mark.parametrize("phone", [False, True], ids=["mouse", "keyboard"])
def test_a_board_is_brought_to_its_end(
    running: Running,
    mailbox: Mailbox,
    worker: WorkController,
    new_page: NewPage,
    site: str,
    screenshots: Path,
    phone: bool,
) -> None:
    look, today = Look(screenshots, phone), AFTER.date()
    clock.move_to(AFTER.replace(hour=10))
    Board.objects.update(destroy_contacts_on=today, destroy_data_on=today + 30 * factories.DAY)
    Participant.objects.exclude(pk=running.person.pk).update(email="")
    page = new_page(phone=phone)
    sign_in(page, running)
    hand: Hand = Keyboard(page) if phone else Mouse(page)

    page.goto(reverse("desk_ending", args=["cop"]))
    expect(page.get_by_text("No report to the contributors is written.")).to_be_visible()
    look.at(page, "list")
    send_the_report(hand, look)

    reader = new_page(phone=phone)
    read_and_judge(Keyboard(reader) if phone else Mouse(reader), mailbox, site, look)

    page.goto(reverse("desk_verdicts", args=["cop"]))
    expect(page.get_by_text("1 person has answered.")).to_be_visible()
    expect(page.get_by_text(WORDS)).to_be_visible()
    look.at(page, "verdicts")
    archive(hand, look)
    destroy_contacts(hand, look)
    assert Destruction.objects.get().what == "contacts"
    assert not Participant.objects.exclude(email="").exists()


def send_the_report(hand: Hand, look: Look) -> None:
    page = hand.page
    hand.press(page.get_by_role("link", name="The report", exact=True))
    hand.write(page.get_by_label("What came of it"), REPORT)
    look.at(page, "report")
    hand.press(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_role("heading", name="What comes next")).to_be_visible()
    hand.press(page.locator("summary", has_text="Send the report"))
    expect(page.get_by_text("1 person with an address is told by e-mail.")).to_be_visible()
    look.at(page, "sending")
    hand.press(page.get_by_role("button", name="Send the report"))
    expect(page.get_by_text("those who agreed are told by e-mail")).to_be_visible()


def read_and_judge(hand: Hand, mailbox: Mailbox, site: str, look: Look) -> None:
    page = hand.page
    wait_for(2, mailbox)
    found = (re.search(rf"{site}(/i/\S+)", words_of(mail)) for mail in mailbox.messages)
    [link] = filter(None, found)
    page.goto(link[1])
    hand.press(page.get_by_role("button", name="Open my place"))
    expect(page.get_by_role("heading", name="The board has ended.")).to_be_visible()
    look.at(page, "board")
    hand.press(page.get_by_role("link", name="Read the report"))
    expect(page.get_by_text("Most of you hoped")).to_be_visible()
    if isinstance(hand, Keyboard):
        hand.reach(page.get_by_label("Agree", exact=True))
        page.keyboard.press("ArrowDown")
        expect(page.get_by_label("Partly", exact=True)).to_be_checked()
    else:
        hand.choose(page.get_by_label("Partly", exact=True))
    hand.write(page.get_by_label("What is right, what is not"), WORDS)
    look.at(page, "findings")
    hand.press(page.get_by_role("button", name="Send my answer"))
    expect(page.get_by_text("Thank you. You said: Partly.")).to_be_visible()
    assert Verdict.objects.get().words == WORDS


def archive(hand: Hand, look: Look) -> None:
    page = hand.page
    page.goto(reverse("desk_archive", args=["cop"]))
    hand.press(page.locator("summary", has_text="Archive the board"))
    hand.press(page.get_by_role("button", name="Archive the board"))
    expect(page.get_by_text("The board is archived.")).to_be_visible()
    look.at(page, "archive")
    page.goto(reverse("desk"))
    expect(page.get_by_role("heading", name="Archived")).to_be_visible()
    look.at(page, "boards")


def destroy_contacts(hand: Hand, look: Look) -> None:
    page = hand.page
    page.goto(reverse("desk_destruction_days", args=["cop"]))
    look.at(page, "days")
    hand.press(page.get_by_role("link", name="See what goes, and destroy it"))
    expect(page.get_by_role("heading", name="What goes")).to_be_visible()
    hand.write(page.get_by_label("Type the board's title"), "Communities of practice: what have")
    page.keyboard.insert_text(" we learned?")
    look.at(page, "destroying")
    hand.press(page.get_by_role("button", name="Destroy it for good"))
    expect(page.get_by_role("heading", name="Receipt of a destruction")).to_be_visible()
    look.at(page, "receipt")
