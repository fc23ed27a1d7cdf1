"""All dates are moved past the holidays, in a real browser: by mouse and by keyboard."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from sessions.models import DateChange
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.browser.test_desk import sign_in
from tests.participants.notices.conftest import invited

pytestmark = pytest.mark.django_db(transaction=True)


def fits(page: Page) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("phone", [False, True])
def test_everything_is_moved_past_the_holidays_and_told(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    for person in running.board.participants.exclude(email=""):
        invited(person, factories.NOW - 2 * factories.DAY)
    page = new_page(phone=phone)
    sign_in(page, running)
    hand: Hand = Keyboard(page) if phone else Mouse(page)
    width = "390" if phone else "1280"
    page.goto(reverse("desk_board", args=["cop"]))

    hand.press(page.get_by_role("link", name="Timetable"))
    expect(page.get_by_role("heading", name="Timetable", level=1)).to_be_visible()
    expect(page.locator("svg.picture")).to_be_visible(visible=not phone)
    page.get_by_label("Public holidays of").select_option("GB")
    hand.write(page.get_by_label("A part of it"), "ENG")
    hand.press(page.get_by_role("button", name="Choose these days off"))
    expect(page.get_by_text("Friday 2 April (Good Friday)")).to_be_visible()
    fits(page)
    page.screenshot(path=screenshots / f"timetable-{width}.png", full_page=True)

    hand.press(page.get_by_role("link", name="Move all that is still to come"))
    hand.write(page.get_by_label("By how many days?"), "2")
    hand.choose(page.get_by_label("Count working days alone"))
    hand.press(page.get_by_role("button", name="Show what would move"))
    preview = page.locator("#preview")
    expect(preview).to_contain_text("Wed 7 April, 17:00")
    expect(preview.get_by_text("A date has changed:").first).to_be_visible()
    fits(page)
    page.screenshot(path=screenshots / f"timetable-preview-{width}.png", full_page=True)

    hand.press(page.get_by_role("button", name="Move all"))
    expect(page.get_by_text("dates are moved.")).to_be_visible()
    running.board.refresh_from_db()
    assert running.board.ends_at == factories.ENDS_AT + 6 * factories.DAY
    assert DateChange.objects.count() == 1
    fits(page)
    page.screenshot(path=screenshots / f"timetable-moved-{width}.png", full_page=True)
