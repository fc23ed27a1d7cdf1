"""A guide is written in a real browser: by keyboard and by mouse, wide and narrow."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from sessions.enums import Kind
from sessions.models import Question
from sessions.studio.actions.arranging import add_question
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.test_desk import as_participant, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def card_of(page: Page, question: Question) -> Locator:
    return page.locator(f"#question-{question.pk}")


def drag(page: Page, question: Question, to: Locator) -> None:
    """By its grip, slowly, to the upper edge of something below or above it."""
    to.scroll_into_view_if_needed()
    card_of(page, question).locator("[data-grip]").hover()
    page.mouse.down()
    where = to.bounding_box()
    assert where is not None
    page.mouse.move(where["x"] + 40, where["y"] + 8, steps=12)
    page.mouse.up()


def at_guide(page: Page) -> None:
    page.goto(reverse("desk_guide", args=["cop"]))


def press(page: Page, thing: Locator) -> None:
    """As somebody does who uses no mouse."""
    thing.focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("phone", [False, True])
def test_every_page_of_the_guide_is_accessible_and_fits_its_window(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    by = factories.facilitator(running.board).user
    begun = {
        kind: add_question(stage=running.ahead, kind=kind, by=by, now=factories.NOW)
        for kind in (Kind.MULTIPLE, Kind.SCALE, Kind.SUMMARY)
    }
    page = new_page(phone=phone)
    sign_in(page, running)
    width = "390" if phone else "1280"
    question = reverse("desk_guide_question", args=["cop", running.hopes.pk])

    for name, address in {
        "guide": reverse("desk_guide", args=["cop"]),
        "open": f"{question}#question-{running.hopes.pk}",
        **{
            kind.value: reverse("desk_guide_question", args=["cop", one.pk])
            for kind, one in begun.items()
        },
        "publication": reverse("desk_guide_publication", args=["cop"]),
        "hiding": reverse("desk_guide_hiding", args=["cop", running.hopes.pk]),
        "stages": reverse("desk_guide_stages", args=["cop"]),
        "rules": reverse("desk_guide_stage_rules", args=["cop", running.ahead.pk]),
        "texts": reverse("desk_guide_texts", args=["cop"]),
    }.items():
        page.goto(address)
        card = page.locator(".guide-question:has(form)")
        where = card.first if card.count() else page
        where.screenshot(path=screenshots / f"editor-{name}-{width}.png")
        for folded in page.locator("main details").all():
            folded.evaluate("one => one.open = true")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


@pytest.mark.parametrize("phone", [False, True])
def test_a_stage_is_written_by_keyboard_and_published_to_a_participant(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    page = new_page(phone=phone)
    sign_in(page, running)
    at_guide(page)
    press(page, page.get_by_role("link", name="Add a stage"))
    page.get_by_label("Title").fill("A last word")
    page.keyboard.press("Enter")
    stage = page.locator(".guide-stage", has=page.get_by_role("heading", name="A last word"))

    for words in ("First?", "Second?", "Third?"):
        press(page, stage.get_by_role("button", name="Add a question"))
        expect(page.get_by_label("Question", exact=True)).to_be_focused()
        page.keyboard.type(words)
        expect(page.locator("[data-autosave-status]")).to_contain_text("Kept")
        press(page, page.get_by_role("button", name="Save and close"))
        expect(page.locator(".guide-form")).to_have_count(0)
    prompts = stage.locator(".guide-question__prompt")
    expect(prompts).to_have_text(["First?", "Second?", "Third?"])

    press(page, stage.get_by_role("button", name="Up question 3"))
    expect(prompts).to_have_text(["First?", "Third?", "Second?"])
    press(page, stage.get_by_role("button", name="Remove question 1"))
    expect(prompts).to_have_text(["Third?", "Second?"])
    press(page, page.locator(".guide-undo").get_by_role("button", name="Put it back"))
    expect(prompts).to_have_text(["First?", "Third?", "Second?"])

    hopes = card_of(page, running.hopes)
    press(page, hopes.get_by_role("link", name="Change"))
    expect(hopes.get_by_label("Question", exact=True)).to_be_focused()
    hopes.get_by_label("Question", exact=True).fill("What do you **hope** for?")
    expect(hopes.locator("[data-place=preview] strong")).to_have_text("hope")
    expect(hopes.get_by_label("Question", exact=True)).to_be_focused()
    press(page, hopes.get_by_role("button", name="Save and close"))
    expect(hopes.get_by_role("link", name="Change")).to_be_focused()

    at_guide(page)
    press(page, page.get_by_role("link", name="See what follows, and publish"))
    page.screenshot(
        path=screenshots / f"editor-publish-{'390' if phone else '1280'}.png", full_page=True
    )
    press(page, page.get_by_role("button", name="Publish what is chosen"))
    expect(page.get_by_text("4 questions are published.")).to_be_visible()

    reader = as_participant(new_page(phone=phone), running.person)
    reader.goto(reverse("question", args=["cop", running.hopes.pk]))
    expect(reader.get_by_text("What do you hope for?").first).to_be_visible()


def test_two_people_write_one_question_and_the_second_chooses(
    running: Running, new_page: NewPage, screenshots: Path
) -> None:
    first, second = new_page(), new_page()
    for page in (first, second):
        sign_in(page, running)
        at_guide(page)
        card_of(page, running.hopes).get_by_role("link", name="Change").click()
        expect(page.get_by_label("Question", exact=True)).to_be_visible()
    first.get_by_label("Question", exact=True).fill("What was hoped for?")
    expect(first.locator("[data-autosave-status]")).to_contain_text("Kept")

    box = second.get_by_label("Question", exact=True)
    box.fill("What do you hope for?")
    told = second.get_by_role("alert")
    expect(told).to_contain_text("What was hoped for?")
    expect(box).to_have_value("What do you hope for?")
    second.screenshot(path=screenshots / "editor-overtaken-1280.png")
    assert_accessible(second)

    told.get_by_role("button", name="Keep what I typed").click()
    expect(second.locator("[data-autosave-status]")).to_contain_text("Kept")
    box.press_sequentially(" Or for whom?")
    second.get_by_role("button", name="Save and close").click()
    expect(card_of(second, running.hopes)).to_contain_text("What do you hope for? Or for whom?")


def test_what_is_wrong_is_said_while_it_is_typed_and_goes_away_when_it_is_mended(
    running: Running, new_page: NewPage
) -> None:
    page = new_page()
    sign_in(page, running)
    at_guide(page)
    card_of(page, running.hopes).get_by_role("link", name="Change").click()
    words = page.get_by_label("Words that are hoped for")

    words.fill("many")
    expect(page.get_by_text("“many” must be a whole number")).to_be_visible()
    words.fill("40")
    expect(page.get_by_text("“many” must be a whole number")).to_have_count(0)


def test_a_question_is_dragged_past_another_and_into_another_stage(
    running: Running, new_page: NewPage, screenshots: Path
) -> None:
    by = factories.facilitator(running.board).user
    one, other = (
        add_question(stage=running.ahead, kind=Kind.TEXT, by=by, now=factories.NOW, script=typed)
        for typed in ({"prompt": "One?"}, {"prompt": "Another?"})
    )
    empty = factories.stage(running.board, title="A last word", released=False)
    page = new_page()
    sign_in(page, running)
    at_guide(page)
    page.screenshot(path=screenshots / "editor-grips-1280.png", full_page=True)

    drag(page, other, card_of(page, one))
    expect(page).to_have_url(re.compile(f"#question-{other.pk}$"))
    stage = page.locator(f"#stage-{running.ahead.pk} .guide-question__prompt")
    expect(stage).to_contain_text(["Another?", "One?"])

    drag(page, one, page.locator(f"#stage-{empty.pk} .guide-questions"))
    expect(page.locator(f"#stage-{empty.pk} .guide-question__prompt")).to_have_text(["One?"])


def test_without_javascript_everything_is_a_link_or_a_button(
    running: Running, new_page: NewPage
) -> None:
    page = new_page(javascript=False)
    sign_in(page, running)
    at_guide(page)

    card_of(page, running.hopes).get_by_role("link", name="Change").click()
    page.get_by_label("Question", exact=True).fill("What do you hope for?")
    page.get_by_role("button", name="Save and close").click()
    card = card_of(page, running.hopes)
    expect(card).to_contain_text("What do you hope for?")
    expect(card).to_contain_text("Changed, not published yet")
    card.get_by_role("button", name="Back to what is published").click()
    expect(card).to_contain_text("What did you hope it would make possible")
