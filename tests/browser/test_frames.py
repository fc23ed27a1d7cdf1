"""The frame of every page holds at each width, in each mode, and for whoever cannot see it."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize, expect

from sessions.enums import Kind
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.test_desk import as_participant, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

# A page of 1280 pixels at 400 % (WCAG 2.2, 1.4.10).
NARROW = ViewportSize(width=320, height=800)
_TOO_WIDE = """() => document.documentElement.scrollWidth > innerWidth
    ? [...document.querySelectorAll("main *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
        .map((one) => one.outerHTML.slice(0, 120))
    : []"""
# What a finger has to hit and is no part of a sentence.
_TOO_SMALL = """() => [...document.querySelectorAll(
        "button, summary, select, textarea, .button, .back, .choice label, .top a, .foot__links a")]
    .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden, .skip-link"))
    .filter((one) => one.getBoundingClientRect().height < 43.5)
    .map((one) => one.outerHTML.slice(0, 120))"""


def question_pages(running: Running) -> dict[str, str]:
    """A question of each kind that is answered by choosing, and one answered in words."""
    stage = running.hopes.stage
    kinds: dict[Kind, dict[str, Any]] = {
        Kind.SINGLE: {"options": ["A leaflet", "A talk", "Neither of the two"]},
        Kind.MULTIPLE: {"options": ["Hospital", "Voluntary sector", "Local authority"]},
        Kind.RANKING: {"options": ["More time", "More people", "Fewer meetings"]},
        Kind.GRID: {"rows": ["We met as often as we needed to", "What we wrote was read"]},
    }
    made = {
        kind.value: factories.question(stage, kind=kind, **said) for kind, said in kinds.items()
    }
    questions = made | {"text": running.hopes}
    return {
        name: reverse("question", args=["cop", question.pk]) for name, question in questions.items()
    }


def participants_pages(running: Running) -> dict[str, str]:
    names = ("board", "about", "consent", "call_for_help", "withdrawal", "announcements")
    return {
        "home": reverse("home"),
        "sign-in": reverse("account_login"),
        "lost-link": reverse("lost_link"),
        "absent": "/nothing/here/",
        **{name: reverse(name, args=["cop"]) for name in names},
        **question_pages(running),
    }


@pytest.fixture
def reading(running: Running, new_page: NewPage) -> tuple[Page, dict[str, str]]:
    """A telephone with somebody's pages, and their addresses."""
    pages = participants_pages(running)
    page = new_page(phone=True)
    as_participant(page, running.person)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page, pages


def test_no_page_is_wider_than_the_narrowest_window(
    reading: tuple[Page, dict[str, str]],
) -> None:
    page, pages = reading
    page.set_viewport_size(NARROW)
    too_wide = {}
    for name, address in pages.items():
        page.goto(address)
        if found := page.evaluate(_TOO_WIDE):
            too_wide[name] = found
    assert too_wide == {}


def test_whatever_is_pressed_is_large_enough_for_a_finger(
    reading: tuple[Page, dict[str, str]],
) -> None:
    page, pages = reading
    too_small = {}
    for name, address in pages.items():
        page.goto(address)
        if found := page.evaluate(_TOO_SMALL):
            too_small[name] = found
    assert too_small == {}


def test_each_page_has_one_heading_its_landmarks_a_title_and_a_language(
    reading: tuple[Page, dict[str, str]],
) -> None:
    page, pages = reading
    for name, address in pages.items():
        page.goto(address)
        assert page.locator("h1").count() == 1, name
        assert page.locator("main").count() == 1, name
        assert page.locator("header.top").count() == 1, name
        assert page.title() not in {"", "Bulletin"}, name
        assert page.locator("html").get_attribute("lang") == "en-gb", name
        assert_accessible(page)


def test_a_device_may_have_colours_of_its_own_and_no_motion(
    reading: tuple[Page, dict[str, str]],
) -> None:
    page, pages = reading
    page.emulate_media(forced_colors="active", reduced_motion="reduce", contrast="more")
    for name in ("board", "text", "single", "sign-in"):
        page.goto(pages[name])
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        edge = page.locator(".button").first.evaluate("one => getComputedStyle(one).borderTopWidth")
        assert edge == "2px", name
        assert page.evaluate("document.getAnimations().length") == 0


def test_the_skip_link_is_the_first_stop_and_leads_past_the_top(
    reading: tuple[Page, dict[str, str]],
) -> None:
    page, pages = reading
    page.goto(pages["board"])
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_board_has_its_colour_and_the_desk_has_ours(running: Running, new_page: NewPage) -> None:
    running.board.accent = "#7a3b69"
    running.board.save()
    accent = "getComputedStyle(document.querySelector('.top__mark')).color"
    phone = new_page(phone=True)
    as_participant(phone, running.person)
    phone.goto(reverse("board", args=["cop"]))
    assert phone.evaluate(accent) == "rgb(122, 59, 105)"

    desk = new_page()
    sign_in(desk, running)
    desk.goto(reverse("desk_guide_look", args=["cop"]))
    assert desk.evaluate("getComputedStyle(document.querySelector('.top__mark')).color") == (
        "rgb(31, 92, 87)"
    )
    expect(desk.get_by_label("Its colour")).to_have_value("#7a3b69")
    assert_accessible(desk)
    desk.get_by_label("Its colour").fill("#ffcc00")
    desk.get_by_role("button", name="Try it").click()
    expect(desk.get_by_label("Its colour")).to_have_value("#ffcc00")
    sample = desk.locator(".sample--light .sample__button")
    assert sample.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(130, 103, 0)"
    assert_accessible(desk)
