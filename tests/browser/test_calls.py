"""A participant calls for staff, who are told at once, answer on the desk, and are read."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from celery.worker import WorkController
from django.urls import reverse
from playwright.sync_api import Page, expect

from bulletin import clock
from participants.models import Call, Participant, PersonalLink
from sessions.enums import ContactPurpose, Role
from sessions.models import Contact, StaffMember
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running, running_board
from tests.browser.test_desk import sign_in
from tests.conftest import Mailbox
from tests.letters import words_of
from tests.participants.notices.test_through_the_worker import wait_for

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Page, str], None]


@pytest.fixture
def running(transactional_db: None) -> Iterator[Running]:
    """The board names whom to turn to; its moderator is on call, and nobody is owed a mail."""
    clock.move_to(factories.NOW)
    factories.swept()
    running = running_board()
    for position, purpose in enumerate((ContactPurpose.QUESTIONS, ContactPurpose.SUPPORT)):
        Contact.objects.create(
            board=running.board,
            position=position,
            purpose=purpose,
            name=f"The {purpose} desk",
            email=f"{purpose.value}@example.org",
            telephone="01632 960 001",
        )
    StaffMember.objects.filter(pk=running.staff[Role.MODERATOR].pk).update(on_call=True)
    Participant.objects.filter(board=running.board).update(email="")
    yield running
    clock.reset()


@pytest.fixture
def look(screenshots: Path) -> Look:
    """The page is accessible and fits its window; a picture of it is kept."""

    def at(page: Page, name: str) -> None:
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        width = page.evaluate("innerWidth")
        page.screenshot(path=screenshots / f"calls-{name}-{width}.png", full_page=True)

    return at


def come_in(page: Page, person: Participant) -> None:
    page.goto(f"/i/{PersonalLink.objects.issue(person, now=factories.NOW)}/")
    page.get_by_role("button", name="Open my place").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripted", "plain"])
def test_help_is_asked_for_on_a_phone_and_comes(
    running: Running,
    mailbox: Mailbox,
    worker: WorkController,
    new_page: NewPage,
    site: str,
    look: Look,
    javascript: bool,
) -> None:
    phone = new_page(phone=True, javascript=javascript)
    # A page on which no script runs cannot be asked how it is.
    see = look if javascript else lambda _page, _name: None
    come_in(phone, running.person)
    see(phone, "board")
    phone.goto(reverse("question", args=["cop", running.hopes.pk]))
    see(phone, "question")
    phone.get_by_role("link", name="Ask for help").first.click()
    see(phone, "help")
    phone.get_by_label("What can we help you with?").fill("I cannot open the picture.")
    phone.get_by_role("button", name="Ask for help").click()
    expect(phone.get_by_role("heading", name="Staff have been told")).to_be_visible()
    expect(phone.get_by_role("link", name="support@example.org")).to_be_visible()
    see(phone, "told")

    wait_for(1, mailbox)
    [message] = mailbox.messages
    assert message["To"] == running.staff[Role.MODERATOR].user.email
    assert "picture" not in words_of(message)
    found = re.search(rf"{site}(/desk/\S+)", words_of(message))
    assert found is not None

    desk = new_page()
    sign_in(desk, running, Role.MODERATOR)
    desk.goto(found[1])
    expect(desk.get_by_text("I cannot open the picture.")).to_be_visible()
    look(desk, "desk")
    desk.get_by_role("link", name="Answer").click()
    desk.get_by_label("A comment, between them and staff").check()
    desk.get_by_label("Your words").fill("Please try the link below the picture.")
    desk.get_by_role("button", name="Put it on the board").click()
    desk.goto(found[1])
    expect(desk.get_by_text("No call waits.")).to_be_visible()
    expect(desk.get_by_text("Settled by")).to_be_visible()

    phone.get_by_role("link", name="See what you wrote").click()
    expect(phone.get_by_text("Please try the link below the picture.")).to_be_visible()
    see(phone, "answered")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_a_post_is_reported_and_settled(
    running: Running,
    mailbox: Mailbox,
    worker: WorkController,
    new_page: NewPage,
    look: Look,
    phone: bool,
) -> None:
    page = new_page(phone=phone)
    come_in(page, Participant.objects.get(pseudonym="Quiet Otter"))
    page.goto(reverse("question", args=["cop", running.hopes.pk]))
    post = page.locator(f"#reply-{running.answer.pk}")
    post.get_by_role("link", name="Report the words of Green Heron").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Report the words of Green Heron")).to_be_visible()
    look(page, "report")
    page.get_by_label("Why should staff look at it?").fill("It names a colleague.")
    page.get_by_role("button", name="Report this post").click()
    expect(page.get_by_role("heading", name="Staff have been told")).to_be_visible()
    look(page, "reported")
    wait_for(1, mailbox)
    page.get_by_role("link", name="Back to the question").click()
    expect(page.get_by_role("heading", name="Hopes and first reflections")).to_be_visible()

    desk = new_page(phone=phone)
    sign_in(desk, running, Role.MODERATOR)
    desk.goto(reverse("desk_board", args=["cop"]))
    desk.get_by_role("link", name="call for help or report").click()
    expect(desk.get_by_text("It names a colleague.")).to_be_visible()
    desk.locator("summary", has_text="Settle").click()
    look(desk, "settling")
    desk.get_by_role("button", name="Settle it").click()
    expect(desk.get_by_text("The call is settled.")).to_be_visible()
    look(desk, "settled")
    desk.locator("summary", has_text="Open again").focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Open it again").click()
    expect(desk.get_by_text("The call waits again.")).to_be_visible()
    assert Call.objects.open().count() == 1


def test_while_the_board_is_paused_one_is_told_whom_to_turn_to(
    running: Running, new_page: NewPage, look: Look
) -> None:
    factories.pause(running.board)
    phone = new_page(phone=True)
    come_in(phone, running.person)

    phone.get_by_role("link", name="Ask for help").first.click()

    expect(phone.get_by_role("link", name="support@example.org")).to_be_visible()
    expect(phone.get_by_role("textbox")).to_have_count(0)
    look(phone, "paused")
