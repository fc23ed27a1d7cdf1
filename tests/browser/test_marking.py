"""Codes, stars and hidden words in a real browser: by mouse, by keyboard, without JavaScript."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from moderation.models import Code, Coding, Star
from participants.models import Redaction, Reply
from sessions.enums import Role
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.test_desk import as_participant, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def coded(running: Running) -> tuple[Code, Code]:
    """A codebook in use: two analysts, an earlier wording, one code under another."""
    trust = factories.code(running.board, "Trust")
    time = factories.code(running.board, "Time to think")
    factories.code(running.board, "Time that was not there", parent=time)
    Code.objects.filter(pk=trust.pk).update(
        description="Between people, in an organisation, in what is known."
    )
    for answer in running.hopes.replies.answers():
        factories.coding(trust, answer)
    factories.coding(trust, running.answer, by=running.staff[Role.MODERATOR])
    factories.coding(time, running.answer)
    earliest = running.answer.versions.earliest("number")
    Coding.objects.filter(code=time).update(version=earliest)
    factories.star(running.staff[Role.FACILITATOR], running.answer)
    factories.star(running.staff[Role.FACILITATOR], Reply.objects.get(parent=running.answer))
    return trust, time


def reply_on(page: Page, reply: Reply) -> Locator:
    return page.locator(f"#reply-{reply.pk}")


def at_question(page: Page, running: Running) -> None:
    page.goto(reverse("desk_question", args=["cop", running.hopes.pk]))


@pytest.mark.parametrize("phone", [False, True])
def test_every_page_is_accessible_and_fits_its_window(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    trust, _time = coded(running)
    factories.redact(running.answer, "inventing", "[something]")
    page = new_page(phone=phone)
    sign_in(page, running)
    width = "390" if phone else "1280"

    for name, ids in {
        "desk_question": [running.hopes.pk],
        "desk_codebook": [],
        "desk_code": [trust.pk],
        "desk_code_change": [trust.pk],
        "desk_codes": [running.answer.pk],
        "desk_starred": [],
        "desk_redaction": [running.answer.pk],
    }.items():
        page.goto(reverse(name, args=["cop", *ids]))
        page.screenshot(path=screenshots / f"marking-{name}-{width}.png", full_page=True)
        for deed in page.locator("details").all():
            deed.evaluate("one => one.open = true")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_a_reply_is_coded_and_starred_in_place_by_mouse(
    running: Running, new_page: NewPage, screenshots: Path
) -> None:
    coded(running)
    page = new_page()
    sign_in(page, running, Role.MODERATOR)
    at_question(page, running)
    reply = reply_on(page, running.answer)

    star = reply.get_by_role("button", name="Star").first
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    assert Star.objects.filter(member=running.staff[Role.MODERATOR]).count() == 1

    reply.get_by_role("link", name="Change my codes").first.click()
    boxes = reply.locator("form.coding")
    expect(boxes.get_by_label("Trust")).to_be_checked()
    page.screenshot(path=screenshots / "marking-boxes-1280.png")
    assert_accessible(page)
    boxes.get_by_label("Time to think", exact=True).check()
    boxes.get_by_label("A new code").fill("Reinventing")
    boxes.get_by_role("button", name="Keep these codes").click()

    codes = reply.get_by_role("list", name="Codes").first
    expect(codes.get_by_role("link", name="Reinventing")).to_be_visible()
    expect(reply.get_by_role("link", name="Change my codes").first).to_be_focused()
    mine = Coding.objects.filter(made_by=running.staff[Role.MODERATOR].user)
    assert set(mine.values_list("code__name", flat=True)) == {
        "Trust",
        "Time to think",
        "Reinventing",
    }
    assert_accessible(page)


def test_a_reply_is_coded_starred_and_hidden_by_keyboard_alone(
    running: Running, new_page: NewPage, screenshots: Path
) -> None:
    factories.code(running.board, "Trust")
    page = new_page(phone=True)
    sign_in(page, running)
    at_question(page, running)
    reply = reply_on(page, running.answer)

    press(reply.get_by_role("button", name="Star").first, "Enter")
    starred = reply.get_by_role("button", name="Star").first
    expect(starred).to_have_attribute("aria-pressed", "true")
    expect(starred).to_be_focused()

    press(reply.get_by_role("link", name="Code it").first, "Enter")
    box = reply.get_by_label("Trust")
    expect(box).to_be_visible()
    page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.screenshot(path=screenshots / "marking-boxes-390.png")
    page.keyboard.press("Enter")
    expect(reply.get_by_role("link", name="Trust", exact=True)).to_be_visible()

    press(reply.get_by_text("More", exact=True).first, "Enter")
    press(reply.get_by_role("link", name="Hide words").first, "Enter")
    hide_by_keyboard(page, screenshots)

    expect(reply_on(page, running.answer)).to_contain_text("stop [a colleague] everything alone")
    assert Redaction.objects.count() == 2


def hide_by_keyboard(page: Page, screenshots: Path) -> None:
    """The word "inventing" is selected with the arrows in the reply's own text."""
    text = page.get_by_label("As it reads now")
    text.focus()
    before = text.input_value().index("inventing")
    page.keyboard.press("Control+Home")
    for _place in range(before):
        page.keyboard.press("ArrowRight")
    for _character in "inventing":
        page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_label("The words to hide")).to_have_value("inventing")
    press(page.get_by_role("button", name="Look what will change"), "Enter")
    expect(page.get_by_text("2 places in 2 versions of this reply will read")).to_be_visible()
    assert_accessible(page)
    page.screenshot(path=screenshots / "marking-preview-390.png", full_page=True)
    press(page.get_by_role("button", name="Hide these words"), "Enter")


def press(element: Locator, key: str) -> None:
    element.focus()
    expect(element).to_be_focused()
    element.press(key)


def test_a_facilitator_hides_words_takes_them_back_and_destroys_them_without_javascript(
    running: Running, new_page: NewPage, screenshots: Path
) -> None:
    page = new_page(javascript=False)
    sign_in(page, running)
    at_question(page, running)
    reader = as_participant(new_page(phone=True), running.person)
    reader.goto(reverse("question", args=["cop", running.hopes.pk]))
    expect(reader.get_by_text("to stop inventing everything").first).to_be_visible()

    reply_on(page, running.answer).get_by_text("More", exact=True).first.click()
    reply_on(page, running.answer).get_by_role("link", name="Hide words").first.click()
    page.get_by_label("The words to hide").fill("inventing everything")
    page.get_by_role("radio", name="Words of your own").check()
    page.get_by_role("textbox", name="Words of your own").fill("[what they did]")
    page.get_by_role("button", name="Look what will change").click()
    page.screenshot(path=screenshots / "marking-preview-1280.png", full_page=True)
    page.get_by_role("button", name="Hide these words").click()
    expect(page.get_by_text("Hidden in 2 places.")).to_be_visible()

    reader.reload()
    expect(reader.get_by_text("to stop [what they did] alone").first).to_be_visible()
    expect(reader.get_by_text("inventing everything")).to_have_count(0)

    reply_on(page, running.answer).get_by_text("More", exact=True).first.click()
    reply_on(page, running.answer).get_by_role("link", name="Hide words").first.click()
    page.get_by_text("Show what was written").click()
    page.get_by_role("button", name="Show it to me").click()
    expect(page.get_by_text("to stop inventing everything alone").first).to_be_visible()
    page.screenshot(path=screenshots / "marking-original-1280.png", full_page=True)
    page.get_by_text("Destroy the original").click()
    expect(page.get_by_text("It cannot be undone.")).to_be_visible()
    page.get_by_role("button", name="Destroy it for good").click()
    expect(page.get_by_text("What was written there is gone for good.")).to_be_visible()
    assert set(running.answer.versions.values_list("original", flat=True)) == {""}


def test_the_codebook_is_kept_without_javascript(running: Running, new_page: NewPage) -> None:
    coded(running)
    page = new_page(phone=True, javascript=False)
    sign_in(page, running, Role.MODERATOR)
    page.locator("h2").get_by_role("link").click()
    page.get_by_role("link", name="Everything said").click()
    page.get_by_role("link", name="Codes", exact=True).click()

    page.get_by_role("button", name="Move “Time to think” up").click()
    names = page.locator(".codebook__name > a")
    expect(names.first).to_have_text("Time to think")
    line = page.locator(".codebook__line", has_text="Trust")
    line.get_by_text("Remove", exact=True).click()
    expect(line.get_by_text("4 replies have this code.")).to_be_visible()
    line.get_by_role("button", name="Remove this code").click()
    expect(names).to_have_count(2)
    page.get_by_text("Put back", exact=True).click()
    page.get_by_role("button", name="Put this code back").click()

    expect(page.get_by_text("4 of 6 replies")).to_be_visible()


def test_an_observer_stars_for_themself_and_sees_no_code(
    running: Running, new_page: NewPage, screenshots: Path
) -> None:
    coded(running)
    page = new_page(phone=True)
    sign_in(page, running, Role.OBSERVER)
    at_question(page, running)
    reply = reply_on(page, running.answer)

    reply.get_by_role("button", name="Star").first.click()
    expect(reply.get_by_role("button", name="Star").first).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Trust")).to_have_count(0)
    page.get_by_role("link", name="Starred").click()

    expect(page.locator("article.reply")).to_have_count(1)
    page.screenshot(path=screenshots / "marking-observer-390.png", full_page=True)
    assert_accessible(page)
