"""What people are told, agree to and can ask to be gone, in a real browser: by mouse and by
keyboard."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings

from participants.models import Participant
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.browser.test_desk import as_participant, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

QUOTED = "to stop inventing everything alone"


@pytest.fixture(autouse=True)
def _ledger(settings: Settings, tmp_path: Path) -> None:
    settings.LEDGER = tmp_path / "erasures.jsonl"


def fits(page: Page) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@pytest.mark.parametrize("phone", [False, True])
def test_consent_is_asked_again_and_somebody_is_erased(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    peer = running.board.participants.get(pseudonym="Quiet Otter")
    factories.comment(peer, running.answer, f"Yes, {QUOTED}: that is it.")
    page = new_page(phone=phone)
    hand: Hand = Keyboard(page) if phone else Mouse(page)
    width = "390" if phone else "1280"
    sign_in(page, running)

    write_consent(page, hand, screenshots / f"consent-draft-{width}.png")
    publish(page, hand, screenshots / f"consent-publication-{width}.png")
    asked_again(new_page(phone=phone), running.person)
    erase(page, hand, running, screenshots / f"erasure-{width}.png")

    expect(page.get_by_role("heading", name="Receipt of an erasure")).to_be_visible()
    fits(page)
    page.screenshot(path=screenshots / f"erasure-receipt-{width}.png", full_page=True)
    page.goto(reverse("desk_question", args=["cop", running.hopes.pk]))
    expect(page.get_by_text("Yes, […]: that is it.")).to_be_visible()
    expect(page.get_by_text("It was said by somebody who is erased").first).to_be_visible()
    page.goto(reverse("desk_data_sheet", args=["cop"]))
    expect(page.get_by_text("Erased: 1")).to_be_visible()
    fits(page)
    page.screenshot(path=screenshots / f"data-sheet-{width}.png", full_page=True)


def write_consent(page: Page, hand: Hand, picture: Path) -> None:
    page.goto(reverse("desk_consent_versions", args=["cop"]))
    fits(page)
    hand.press(page.get_by_role("link", name="Write a new version"))
    third = page.get_by_role("group", name="Statement 4")
    hand.write(third.get_by_label("What they say yes or no to"), "You may write to me later.")
    hand.press(page.get_by_role("button", name="Save the draft"))
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    expect(page.get_by_label("As participants will read it")).to_contain_text("write to me later")
    fits(page)
    page.screenshot(path=picture, full_page=True)
    hand.press(page.get_by_role("link", name="On to publishing"))


def publish(page: Page, hand: Hand, picture: Path) -> None:
    expect(page.get_by_text("people who agreed before are asked again")).to_be_visible()
    expect(page.locator("ins")).to_contain_text("You may write to me later.")
    fits(page)
    page.screenshot(path=picture, full_page=True)
    material = page.get_by_label("Yes: whoever agreed to an older version")
    material.focus()
    page.keyboard.press("Space")
    hand.press(page.get_by_role("button", name="Publish it"))
    expect(page.get_by_text("It is published")).to_be_visible()
    fits(page)


def asked_again(page: Page, person: Participant) -> None:
    as_participant(page, person)
    expect(page.get_by_role("heading", name="The information has changed")).to_be_visible()
    expect(page.get_by_role("group", name="You may write to me later.")).to_be_visible()


def erase(page: Page, hand: Hand, running: Running, picture: Path) -> None:
    page.goto(reverse("desk_person", args=["cop", running.person.pk]))
    hand.press(page.get_by_role("link", name="Erase them"))
    quoting = page.get_by_role("group", name="A reply, Quiet Otter")
    expect(quoting.locator("mark")).to_have_text(QUOTED)
    hand.choose(quoting.get_by_label("Hide these words for good"))
    fits(page)
    page.screenshot(path=picture, full_page=True)
    hand.write(page.get_by_label("Their pseudonym"), running.person.pseudonym)
    hand.press(page.get_by_role("button", name="Erase them for good"))
