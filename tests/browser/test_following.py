"""Following what is said in a real browser: with keys and with a mouse, wide and narrow."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from bulletin import clock
from moderation.actions.reading import mark_read
from moderation.models import Seen
from participants.models import Reply
from sessions.enums import Role
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.test_desk import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

NOW, MINUTE = factories.NOW, factories.HOUR / 60
TICK = 'document.body.dispatchEvent(new CustomEvent("board:tick"))'
FOCUSED = "document.activeElement.closest('[data-post]')?.dataset.post"


def stream(query: str = "") -> str:
    return reverse("desk_stream", args=["cop"]) + query


def under(running: Running) -> str:
    return reverse("desk_question", args=["cop", running.hopes.pk])


def somebody_writes(running: Running, words: str) -> Reply:
    person = factories.participant(running.board)
    return factories.answer(person, running.hopes, words, said_at=clock.now())


def in_order(page: Page) -> list[str]:
    return [str(post.get_attribute("data-post")) for post in page.locator("[data-post]").all()]


def expect_in_order(page: Page, posts: list[str]) -> None:
    """Wait until the page that comes shows these posts, as it does not while it is loading."""
    expect(page.locator("[data-post]")).to_have_count(len(posts))
    assert in_order(page) == posts


def top_of(post: Locator) -> float:
    """Where it begins on the screen, in pixels."""
    box = post.bounding_box()
    assert box is not None
    return box["y"]


def seen(running: Running, role: Role = Role.FACILITATOR) -> set[str]:
    marks = Seen.objects.filter(member=running.staff[role])
    return {str(reply) for reply in marks.values_list("reply", flat=True)}


@pytest.mark.parametrize("phone", [False, True])
def test_every_page_of_following_is_accessible_and_fits_its_window(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    page = new_page(phone=phone)
    sign_in(page, running)
    width = "390" if phone else "1280"
    pages = {
        "by-question": reverse("desk_everything", args=["cop"]),
        "by-person": reverse("desk_speakers", args=["cop"]),
        "by-time": stream(),
        "search": stream("?words=conversations&kind=answer&unread=new"),
        "nothing": stream("?words=zebra"),
        "question": under(running),
    }

    for name, address in pages.items():
        page.goto(address)
        page.screenshot(path=screenshots / f"following-{name}-{width}.png", full_page=True)
        page.locator(".filters").evaluate("one => one.open = true")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        page.screenshot(path=screenshots / f"following-{name}-filters-{width}.png")
    if not phone:
        page.get_by_role("button", name="Keys").click()
        expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
        assert_accessible(page)
        page.screenshot(path=screenshots / f"following-keys-{width}.png")


def test_what_stands_on_the_screen_for_a_second_is_read(
    running: Running, new_page: NewPage
) -> None:
    page = new_page(phone=True)
    sign_in(page, running)
    page.goto(under(running))
    first, last = in_order(page)[0], in_order(page)[-1]
    expect(page.locator(f"[data-post='{last}'][data-new]")).to_have_count(1)

    with page.expect_response("**/everything/reading/"):
        page.locator(f"[data-post='{first}']").scroll_into_view_if_needed()
    assert first in seen(running)
    assert last not in seen(running)
    expect(page.locator(f"[data-post='{first}'][data-new]")).to_have_count(0)

    with page.expect_response("**/everything/reading/"):
        page.locator(f"[data-post='{last}']").scroll_into_view_if_needed()
    assert last in seen(running)


def test_one_follows_with_the_keyboard_alone(running: Running, new_page: NewPage) -> None:
    page = new_page()
    page.clock.install()
    sign_in(page, running)
    page.goto(stream("?order=oldest"))
    posts = in_order(page)
    one = Reply.objects.filter(pk=posts[1])
    mark_read(
        member=running.staff[Role.FACILITATOR], replies=one, as_of=clock.now(), now=clock.now()
    )
    page.reload()

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == posts[1]
    page.keyboard.press("k")
    assert page.evaluate(FOCUSED) == posts[0]
    page.keyboard.press("n")
    assert page.evaluate(FOCUSED) == posts[2]

    with page.expect_response("**/everything/reading/"):
        page.keyboard.press("u")
    assert posts[2] in seen(running)
    with page.expect_response("**/everything/forgetting/"):
        page.keyboard.press("u")
    assert posts[2] not in seen(running)

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search for words")).to_be_focused()
    page.keyboard.type("juno?")
    assert page.get_by_role("searchbox").input_value() == "juno?"
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_keys_open_the_thread_and_the_box_to_write_in(running: Running, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, running)
    page.goto(stream("?order=oldest"))

    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_have_text(running.hopes.wording.prompt)
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.get_by_label("Your words")).to_be_visible()


def test_single_keys_can_be_switched_off_on_this_device(
    running: Running, new_page: NewPage
) -> None:
    page = new_page()
    sign_in(page, running)
    page.goto(stream())
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.get_by_label("Use these keys on this device").uncheck()
    page.get_by_role("button", name="Close").press("Enter")

    page.reload()
    for key in ("j", "?", "/"):
        page.keyboard.press(key)

    assert page.evaluate(FOCUSED) is None
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Keys").press("Enter")
    page.get_by_label("Use these keys on this device").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == in_order(page)[0]


@pytest.mark.parametrize("address", ["stream", "question"])
def test_what_is_new_waits_in_a_bar_and_comes_without_moving_the_page(
    running: Running, new_page: NewPage, screenshots: Path, address: str
) -> None:
    page = new_page(phone=True)
    sign_in(page, running)
    page.goto(stream() if address == "stream" else under(running))
    posts = in_order(page)
    reading = page.locator(f"[data-post='{posts[2]}']")
    reading.evaluate("one => one.scrollIntoView({block: 'center', behavior: 'instant'})")
    clock.move_to(NOW + MINUTE)
    came = [somebody_writes(running, f"Late words {number}.") for number in (1, 2)]
    bar = page.get_by_role("link", name="2 new replies: show")
    before = top_of(reading)

    page.evaluate(TICK)
    expect(bar).to_be_visible()
    expect(page.locator("[data-news-said]")).to_have_text("2 new replies: show")
    assert in_order(page) == posts
    assert abs(top_of(reading) - before) < 1
    assert_accessible(page)
    page.screenshot(path=screenshots / f"following-bar-{address}-390.png")
    bar.press("Enter")

    expect(page.get_by_text("Late words 1.")).to_have_count(1)
    expect(bar).to_be_hidden()
    assert abs(top_of(reading) - before) < 1
    new_ones = {str(one.pk) for one in came}
    assert [one for one in in_order(page) if one not in new_ones] == posts
    first = page.get_by_role("link", name="They are on the page: go to the first")
    expect(first).to_be_focused()
    first.press("Enter")
    assert page.evaluate(FOCUSED) in new_ones
    page.evaluate(TICK)
    expect(first).to_be_hidden()


def test_one_marks_everything_and_takes_it_back_without_javascript(
    running: Running, new_page: NewPage
) -> None:
    page = new_page(phone=True, javascript=False)
    sign_in(page, running, Role.OBSERVER)
    page.goto(stream("?unread=new"))
    posts = in_order(page)
    assert posts

    page.get_by_role("button", name="Mark everything shown as read").click()
    expect(page.get_by_text("Nothing that was said fits these filters.")).to_be_visible()
    assert seen(running, Role.OBSERVER) == set(posts)

    page.get_by_role("button", name="Take that back").click()
    expect_in_order(page, posts)
    page.get_by_text("More", exact=True).first.click()
    page.get_by_role("button", name="Mark as read").first.click()
    expect_in_order(page, posts[1:])


def test_a_search_is_narrowed_and_widened_with_the_mouse(
    running: Running, new_page: NewPage
) -> None:
    page = new_page()
    sign_in(page, running)
    page.goto(reverse("desk_everything", args=["cop"]))

    page.get_by_role("searchbox").fill("conversation")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("[data-post]")).to_have_count(2)
    expect(page.locator("mark").first).to_have_text("conversations")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Probes").select_option(label="Probed, and a reply is awaited")
    page.get_by_role("button", name="Show these").click()

    expect(page.locator("[data-post]")).to_have_count(1)
    page.get_by_role("link", name="Words: conversation").click()
    expect(page.locator(".chip")).to_have_count(1)
    expect(page.get_by_role("searchbox")).to_have_value("")
