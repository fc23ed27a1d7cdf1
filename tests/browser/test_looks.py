"""Pictures come into a question in a real browser, and stay in reach of whoever answers."""

from base64 import b64encode
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import FilePayload, Page, expect

from sessions.enums import Kind
from sessions.models import Question
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.hands import Keyboard
from tests.browser.test_desk import as_participant, sign_in
from tests.bulletin.media import pictures

pytestmark = pytest.mark.django_db(transaction=True)

_PASTE = """(form, data) => {
    const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], "pasted.png", { type: "image/png" }));
    form.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
}"""
_IS_IN_SIGHT = """one => {
    const box = one.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
}"""


@pytest.fixture
def which(running: Running) -> Question:
    """The board's next question, still without pictures."""
    return factories.question(
        running.hopes.stage,
        kind=Kind.SINGLE,
        prompt="Which leaflet would you take?",
        options=["The red one", "The blue one", "Neither of them"],
    )


def payload(name: str) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": photo(name)}


def photo(name: str) -> bytes:
    return pictures.as_bytes(pictures.halves(900, 600), "JPEG")


def written(page: Page, which: Question, screenshots: Path) -> None:
    """A picture by the field, one pasted, both described, and one beside an option."""
    page.goto(reverse("desk_guide_question", args=["cop", which.pk]))
    page.get_by_label("A picture or file from your device").set_input_files(payload("leaflet.jpg"))
    first = page.get_by_label("What “leaflet” shows")
    expect(first).to_be_focused()
    first.fill("A leaflet, red on its left")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Kept")
    page.locator(".guide-form").evaluate(_PASTE, b64encode(photo("pasted")).decode())
    second = page.get_by_label("What “pasted” shows")
    expect(second).to_be_focused()
    expect(first).to_have_value("A leaflet, red on its left")
    second.fill("The same leaflet, pasted")
    page.get_by_text("Picture Options 1", exact=True).click()
    page.get_by_label("New picture beside Options 1").set_input_files(payload("red.jpg"))
    expect(page.locator(".guide-row__picture img")).to_have_count(1)
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.locator(".guide-question:has(form)").screenshot(
        path=screenshots / f"looks-editor-{width}.png"
    )
    for folded in page.locator(".guide-form details").all():
        folded.evaluate("one => one.open = true")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Save and close").click()
    expect(page.locator(".guide-form")).to_have_count(0)


def published(page: Page) -> None:
    page.goto(reverse("desk_guide_publication", args=["cop"]))
    page.get_by_role("button", name="Publish what is chosen").click()
    expect(page.get_by_text("1 question is published.")).to_be_visible()


@pytest.mark.parametrize("phone", [False, True])
def test_pictures_come_into_a_question_and_stay_in_reach_of_whoever_answers(
    running: Running, which: Question, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    desk = new_page(phone=phone)
    sign_in(desk, running)
    written(desk, which, screenshots)
    published(desk)

    page = as_participant(new_page(phone=phone), running.person)
    hand = Keyboard(page)
    page.goto(reverse("question", args=["cop", which.pk]))
    strip = page.get_by_role("region", name="Pictures and files")
    first = strip.get_by_role("link", name="A leaflet, red on its left")
    hand.press(first)
    large = page.get_by_role("dialog", name="A leaflet, red on its left")
    expect(large.get_by_role("img")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(large).to_have_count(0)
    expect(first).to_be_focused()

    hand.press(strip.get_by_text("What it shows"))
    expect(strip.get_by_text("The same leaflet, pasted")).to_be_visible()
    hand.reach(page.get_by_label("The red one", exact=True))
    page.keyboard.press("Space")
    hand.reach(page.get_by_role("button", name="Send my answer"))
    # On a telephone a bar leads to them; the strip would take the place that answering needs.
    in_reach = (
        page.get_by_role("button", name="Look again") if phone else strip.locator("img").first
    )
    assert in_reach.evaluate(_IS_IN_SIGHT)
    page.screenshot(path=screenshots / f"looks-answering-{'390' if phone else '1280'}.png")
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your answer has reached the board.")).to_be_visible()
    expect(strip.locator("img")).to_have_count(2)
