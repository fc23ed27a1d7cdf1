"""A diary by day is written in the editor, and kept: by mouse and by keyboard."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from bulletin import clock
from sessions.enums import Every
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.hands import Keyboard, Mouse
from tests.browser.test_desk import as_participant, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("phone", [False, True])
def test_today_is_given_and_a_missed_day_is_made_up_for(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    width = "390" if phone else "1280"
    page = new_page(phone=phone)
    sign_in(page, running)
    hand = Keyboard(page) if phone else Mouse(page)
    stage = running.board.stages.get(position=2)
    diary = factories.question(stage, entries=3, prompt="How was today?")
    page.goto(reverse("desk_guide_question", args=["cop", diary.pk]))
    page.get_by_text("More settings").click()
    page.get_by_label("When the entries of a diary come").select_option(Every.DAY)
    expect(page.locator("[data-autosave-status]")).to_contain_text("Kept")
    page.screenshot(path=screenshots / f"days-editor-{width}.png", full_page=True)
    hand.press(page.get_by_role("button", name="Save and close"))
    expect(page.locator(".guide-form")).to_have_count(0)
    page.goto(reverse("desk_guide_publication", args=["cop"]))
    hand.press(page.get_by_role("button", name="Publish what is chosen"))
    expect(page.get_by_text("1 question is published.")).to_be_visible()

    reader = as_participant(new_page(phone=phone), running.person)
    hand = Keyboard(reader) if phone else Mouse(reader)
    reader.goto(reverse("board", args=["cop"]))
    line = reader.locator(".stage__question", has_text="How was today?")
    expect(line).to_contain_text("2 days wait for an entry")
    reader.screenshot(path=screenshots / f"days-board-{width}.png", full_page=True)
    assert_accessible(reader)
    hand.press(line.get_by_role("link"))
    expect(reader.get_by_role("heading", name="Day 2 of 3, Tuesday 30 March")).to_be_visible()
    reader.screenshot(path=screenshots / f"days-question-{width}.png", full_page=True)
    assert_accessible(reader)
    hand.write(reader.locator("textarea[name=text]").first, "Today was well.")
    hand.press(reader.get_by_role("button", name="Send my answer"))
    expect(reader.get_by_text("Your answer has reached the board.")).to_be_visible()

    expect(reader.get_by_role("heading", name="Day 1 of 3, Monday 29 March")).to_be_visible()
    hand.write(reader.locator("textarea[name=text]").first, "Monday was not.")
    hand.press(reader.get_by_role("button", name="Send my answer"))
    expect(reader.get_by_text("Day 3 comes on Wednesday 31 March.")).to_be_visible()
    expect(reader.locator("textarea[name=text]")).to_have_count(0)
    reader.screenshot(path=screenshots / f"days-done-{width}.png", full_page=True)

    clock.move_to(factories.NOW + factories.DAY)
    reader.reload()
    expect(reader.get_by_role("heading", name="Day 3 of 3, Wednesday 31 March")).to_be_visible()
