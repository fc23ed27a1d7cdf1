"""A question is reworded and asked again, and its answer given again: by mouse and by keyboard."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.hands import Keyboard, Mouse
from tests.browser.test_desk import as_participant, sign_in
from tests.sessions.studio.writing import save

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("phone", [False, True])
def test_a_question_is_asked_again_and_answered_again(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    width = "390" if phone else "1280"
    save(running.hopes, prompt="What do you hope for now?")
    page = new_page(phone=phone)
    sign_in(page, running)
    hand = Keyboard(page) if phone else Mouse(page)
    page.goto(reverse("desk_guide_publication", args=["cop"]))
    hand.choose(page.get_by_role("checkbox", name="who have answered it to answer again"))
    page.screenshot(path=screenshots / f"again-publication-{width}.png", full_page=True)
    assert_accessible(page)
    hand.press(page.get_by_role("button", name="Publish what is chosen"))
    expect(page.get_by_text("1 question is published.")).to_be_visible()

    reader = as_participant(new_page(phone=phone), running.person)
    hand = Keyboard(reader) if phone else Mouse(reader)
    reader.goto(reverse("board", args=["cop"]))
    line = reader.locator(".stage__question", has_text="What do you hope for now?")
    expect(line).to_contain_text("Reworded since you answered: asked again")
    reader.screenshot(path=screenshots / f"again-board-{width}.png", full_page=True)
    assert_accessible(reader)
    hand.press(line.get_by_role("link"))
    expect(reader.get_by_role("heading", name="Asked again")).to_be_visible()
    box = reader.locator("textarea[name=text]").first
    expect(box).to_have_value(re.compile("how others argue for time"))
    reader.screenshot(path=screenshots / f"again-question-{width}.png", full_page=True)
    assert_accessible(reader)
    hand.write(box, " Still.")
    hand.press(reader.get_by_role("button", name="Send my answer"))
    expect(reader.get_by_text("Your answer has reached the board.")).to_be_visible()
    expect(reader.get_by_role("heading", name="Asked again")).to_have_count(0)
    assert running.answer.versions.count() == 3
