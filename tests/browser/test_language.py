"""Language and zone in a real browser: offered in one line, changed in one tap."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from participants.models import Participant, PersonalLink
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.test_desk import as_participant, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def pictured(page: Page, path: Path) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path.name
    page.screenshot(path=path, full_page=True)
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=path.with_stem(f"{path.stem}-dark"), full_page=True)
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("phone", [False, True])
def test_the_devices_zone_is_offered_and_taken_in_one_tap(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    page = as_participant(new_page(phone=phone, timezone="America/New_York"), running.person)
    offer = page.locator("[data-zone-offer]")
    expect(offer).to_contain_text("This device keeps New York time.")
    pictured(page, screenshots / f"language-offer-{'390' if phone else '1280'}.png")

    offer.get_by_role("button", name="Use this time zone").click()

    expect(page.get_by_text("with the times of New York.")).to_be_visible()
    expect(page.get_by_text("times as in New York")).to_be_visible()
    expect(page.locator("[data-zone-offer]")).to_have_count(0)


def test_a_zone_with_the_same_clock_is_not_offered(running: Running, new_page: NewPage) -> None:
    page = as_participant(new_page(timezone="Europe/Belfast"), running.person)

    expect(page.get_by_text("times as in London")).to_be_visible()
    expect(page.locator("[data-zone-offer]")).to_be_hidden()


@pytest.mark.parametrize("phone", [False, True])
def test_language_and_zone_are_chosen_without_javascript(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    page = as_participant(new_page(phone=phone, javascript=False), running.person)

    page.get_by_role("link", name="Change").click()
    page.screenshot(path=screenshots / f"language-{'390' if phone else '1280'}.png", full_page=True)
    page.get_by_label("Times are those of").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Use this time zone").click()
    expect(page.get_by_text("In Tokyo it is")).to_be_visible()
    page.get_by_role("button", name="Deutsch").click()

    expect(page.locator("html")).to_have_attribute("lang", "de")
    saved = Participant.objects.get(pk=running.person.pk)
    assert (saved.language, saved.timezone) == ("de", "Asia/Tokyo")


def test_the_page_is_accessible_and_shows_the_time_in_a_zone_that_is_looked_at(
    running: Running, new_page: NewPage, screenshots: Path
) -> None:
    page = as_participant(new_page(timezone="Europe/London"), running.person)
    page.goto(reverse("language", args=["cop"]))
    pictured(page, screenshots / "language-page-1280.png")

    page.get_by_label("Times are those of").select_option("Asia/Tokyo")

    expect(page.get_by_text("In Tokyo it is")).to_be_visible()


def test_at_the_door_a_language_is_chosen_without_javascript(
    running: Running, new_page: NewPage, screenshots: Path
) -> None:
    person = factories.participant(running.board)
    page = new_page(phone=True, javascript=False)
    page.goto(
        reverse("personal_link", args=[PersonalLink.objects.issue(person, now=factories.NOW)])
    )
    page.get_by_text("Change: Language").click()
    page.screenshot(path=screenshots / "language-door-390.png")
    page.get_by_role("button", name="Français").click()

    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.get_by_role("button").last.click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert Participant.objects.get(pk=person.pk).language == "fr"


@pytest.mark.parametrize("phone", [False, True])
def test_the_desk_shows_and_offers_the_same(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    page = new_page(phone=phone, timezone="Asia/Tokyo")
    sign_in(page, running)
    page.goto(reverse("desk_board", args=["cop"]))
    offer = page.locator("[data-zone-offer]")
    expect(offer).to_contain_text("This device keeps Tokyo time.")
    pictured(page, screenshots / f"language-desk-{'390' if phone else '1280'}.png")

    offer.get_by_role("button", name="Change nothing").click()

    expect(page.get_by_text("times as in London")).to_be_visible()
    expect(page.locator("[data-zone-offer]")).to_have_count(0)
