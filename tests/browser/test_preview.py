"""Seeing the board as a participant does, in a real browser."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from participants.models import Participant
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.test_desk import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def choose(page: Page, **labels: str) -> None:
    for label, option in labels.items():
        page.get_by_label(label.replace("_", " ")).select_option(option)
    page.get_by_role("button", name="Look").press("Enter")


@pytest.mark.parametrize("phone", [False, True])
def test_a_facilitator_sees_what_somebody_reads_before_and_after_answering(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    page = new_page(phone=phone)
    sign_in(page, running)
    people = Participant.objects.count()

    page.goto(reverse("desk_guide", args=["cop"]))
    page.get_by_role("link", name="As they see it").click()
    seen = page.frame_locator("iframe")
    expect(seen.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    seen.get_by_role("link", name=running.hopes.wording.prompt).first.click()
    expect(seen.get_by_text("opens once you have answered")).to_be_visible()

    choose(page, What_have_they_answered="everything")
    seen.get_by_role("link", name=running.hopes.wording.prompt).first.click()
    expect(seen.get_by_role("heading", name="What the others wrote")).to_be_visible()
    expect(seen.get_by_text("opens once you have answered")).to_have_count(0)
    page.screenshot(path=screenshots / f"preview-{390 if phone else 1280}.png", full_page=True)

    page.get_by_label("When?").select_option("other")
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_text("Say which moment.")).to_be_visible()
    assert Participant.objects.count() == people
