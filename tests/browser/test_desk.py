"""The desk in a real browser, on a desk and on a telephone, with JavaScript and without."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from bulletin import clock
from bulletin.accounts.models import SignInLink
from bulletin.outbox.models import Sweep
from participants.models import Participant, PersonalLink, Reply
from sessions.enums import Role
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running

pytestmark = pytest.mark.django_db(transaction=True)

NOW = factories.NOW


def sign_in(page: Page, running: Running, role: Role = Role.FACILITATOR) -> None:
    token = SignInLink.objects.issue(running.staff[role].user, now=clock.now())
    page.goto(reverse("sign_in_link", args=[token]))
    page.get_by_role("button").last.click()
    expect(page.get_by_role("heading", name="My boards")).to_be_visible()


def pages_of(running: Running) -> dict[str, str]:
    """Every page of the desk, by the name of its picture."""
    person, question = running.person.pk, running.hopes.pk
    return {
        "boards": reverse("desk"),
        "board": reverse("desk_board", args=["cop"]),
        "launch": reverse("desk_launch", args=["cop"]),
        "workload": reverse("desk_workload", args=["cop"]),
        "pause": reverse("desk_pause", args=["cop"]),
        "end": reverse("desk_end", args=["cop"]),
        "dates": reverse("desk_dates", args=["cop", running.ahead.pk]),
        "everything": reverse("desk_everything", args=["cop"]),
        "question": reverse("desk_question", args=["cop", question]),
        "reply": reverse("desk_reply", args=["cop", running.answer.pk]),
        "people": reverse("desk_people", args=["cop"]),
        "invitation": reverse("desk_invitation", args=["cop"]),
        "person": reverse("desk_person", args=["cop", person]),
        "more-time": reverse("desk_more_time", args=["cop", person]),
        "withdrawal": reverse("desk_withdrawal", args=["cop", person]),
        "consent": reverse("desk_consent", args=["cop", running.by_mail.pk]),
        "on-behalf": reverse("desk_on_behalf", args=["cop", person, question]),
        "staff": reverse("desk_staff", args=["cop"]),
        "trail": reverse("desk_audit", args=["cop"]),
    }


@pytest.mark.parametrize("phone", [False, True])
def test_every_page_is_accessible_and_fits_its_window(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    page = new_page(phone=phone)
    sign_in(page, running)

    for name, address in pages_of(running).items():
        page.goto(address)
        width = "390" if phone else "1280"
        page.screenshot(path=screenshots / f"desk-{name}-{width}.png", full_page=True)
        for deed in page.locator("details").all():
            deed.evaluate("one => one.open = true")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


@pytest.mark.parametrize("phone", [False, True])
def test_an_alarm_is_the_first_thing_on_the_page(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    Sweep.objects.all().delete()
    factories.swept(ago=timedelta(minutes=7))
    page = new_page(phone=phone)
    sign_in(page, running)
    width = "390" if phone else "1280"

    for name in ("desk", "desk_board", "desk_people"):
        page.goto(reverse(name, args=[] if name == "desk" else ["cop"]))
        alarm = page.get_by_role("region", name="What has stopped")
        expect(alarm.get_by_role("heading", name="Mail has stopped")).to_be_visible()
        assert page.locator("main > *").nth(0).get_attribute("aria-label") == "What has stopped"
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        page.screenshot(path=screenshots / f"alarm-{name}-{width}.png")


def test_a_facilitator_reads_what_will_follow_and_releases_without_javascript(
    running: Running, new_page: NewPage
) -> None:
    page = new_page(phone=True, javascript=False)
    sign_in(page, running)
    page.locator("h2").get_by_role("link").click()
    card = page.locator(".timeline__stage", has_text="Looking forward")
    expect(card.get_by_text("Not released")).to_be_visible()

    card.get_by_text("Release", exact=True).click()
    expect(card.get_by_text("It then opens at Tue 30 March, 16:00 Europe/London.")).to_be_visible()
    card.get_by_role("button", name="Release this stage").click()

    expect(page.get_by_text("“Looking forward” is released.")).to_be_visible()
    expect(page.get_by_text("Take the release back").first).to_be_visible()
    running.ahead.refresh_from_db()
    assert running.ahead.is_released


def test_a_moderator_enters_what_came_by_mail_and_the_person_sees_it_marked(
    running: Running, new_page: NewPage
) -> None:
    page = new_page()
    sign_in(page, running, Role.MODERATOR)
    page.goto(reverse("desk_person", args=["cop", running.by_mail.pk]))
    page.get_by_role("link", name="Record their consent").click()
    for statement in page.locator("fieldset").all()[:3]:
        statement.get_by_label("Yes").check()
    where_it_came_from(page)
    page.get_by_role("button", name="Record their consent").click()
    expect(page.get_by_text("Their consent is recorded.")).to_be_visible()

    page.get_by_role("link", name="Enter an answer").first.click()
    page.get_by_label("Your answer").fill("By mail: I hoped for an end to reinventing.")
    where_it_came_from(page)
    page.get_by_role("button", name="Enter this answer").click()

    expect(page.get_by_text("marked as entered by you")).to_be_visible()
    own = as_participant(new_page(phone=True), running.by_mail)
    own.goto(reverse("question", args=["cop", running.hopes.pk]))
    expect(own.get_by_text("By mail: I hoped for an end to reinventing.").first).to_be_visible()
    expect(own.get_by_text("by e-mail").first).to_be_visible()


def where_it_came_from(page: Page) -> None:
    page.get_by_label("By e-mail").check()
    page.get_by_label("When was it said?").fill("2021-03-29T10:15")
    page.get_by_label("Where can it be looked up?").fill("Mail of Monday")


def as_participant(page: Page, person: Participant) -> Page:
    page.goto(reverse("personal_link", args=[PersonalLink.objects.issue(person, now=NOW)]))
    page.get_by_role("button").last.click()
    return page


def test_a_moderator_asks_for_more_in_private(running: Running, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, running, Role.MODERATOR)
    page.goto(reverse("desk_question", args=["cop", running.hopes.pk]))

    page.get_by_role("link", name="Write under it").first.click()
    page.get_by_label("A private question, between them and staff").check()
    page.get_by_label("Your words").fill("What would have helped?")
    page.get_by_role("button", name="Put it on the board").click()

    probe = page.locator(".reply--private", has_text="What would have helped?")
    expect(probe.get_by_text("private", exact=True)).to_be_visible()
    said = Reply.objects.get(current_version__text="What would have helped?")
    assert said.private_to == running.answer.participant


def test_the_grid_scrolls_in_its_own_box_and_sorts_by_a_heading(
    running: Running, new_page: NewPage
) -> None:
    page = new_page(phone=True)
    sign_in(page, running)
    page.goto(reverse("desk_people", args=["cop"]))

    page.get_by_role("link", name="Name").click()

    names = page.locator("tbody th a").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
