"""A picture marked in a real browser: by mouse, by keyboard, and without scripts."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bulletin import clock
from participants.models import PersonalLink
from sessions.enums import Kind, Role
from sessions.models import Question
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.test_desk import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def question(transactional_db: None) -> Question:
    clock.move_to(factories.NOW)
    board = factories.board(slug="cop", title="Communities of practice")
    return factories.question(
        factories.stage(board, title="The poster"),
        kind=Kind.ANNOTATE,
        prompt="What catches your eye on this poster?",
        marks=["I like this", "I do not understand this"],
    )


def enter(page: Page, question: Question) -> None:
    person = factories.participant(question.stage.board)
    page.goto(f"/i/{PersonalLink.objects.issue(person, now=factories.NOW)}/")
    page.get_by_role("button", name="Open my place").click()
    page.goto(f"/b/cop/questions/{question.pk}/")


def picture_of(page: Page) -> Locator:
    return page.get_by_role("button", name="Put a mark on the picture")


def mark(page: Page, number: int) -> Locator:
    return page.get_by_role("group", name=f"Mark {number}", exact=True)


def near(percent: int) -> re.Pattern[str]:
    """A pixel more or less is no matter."""
    return re.compile(rf"({percent - 1}|{percent})(\.\d)?")


def press(page: Page, across: float, down: float) -> None:
    box = picture_of(page).bounding_box()
    assert box is not None
    picture_of(page).click(position={"x": box["width"] * across, "y": box["height"] * down})


def presentable(page: Page, screenshots: Path, name: str) -> None:
    content, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert content <= window
    assert_accessible(page)
    page.screenshot(path=screenshots / f"{name}.png", full_page=True)


def test_by_mouse_marks_are_put_dragged_and_sent(
    page: Page, question: Question, screenshots: Path
) -> None:
    enter(page, question)
    press(page, 0.25, 0.5)
    expect(mark(page, 1).get_by_label("Across")).to_have_value(near(25))
    press(page, 0.75, 0.25)
    expect(mark(page, 2).get_by_label("Across")).to_have_value(near(75))

    pin = page.locator('[data-pin="2"]')
    pin.hover()
    page.mouse.down()
    box = picture_of(page).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    expect(mark(page, 2).get_by_label("Across")).to_have_value(near(50))
    for number, means in ((1, "I like this"), (2, "I do not understand this")):
        mark(page, number).get_by_label(means).check()
    mark(page, 1).get_by_label("Comment").fill("The light")
    presentable(page, screenshots, "marks-form-desk")
    page.get_by_role("button", name="Send my answer").click()

    own = page.locator(".reply--own")
    expect(own.get_by_role("listitem").first).to_contain_text("I like this: The light")
    expect(own.locator("[data-pin]")).to_have_count(2)
    presentable(page, screenshots, "marks-sent-desk")


def test_by_keyboard_a_place_is_typed_and_the_pin_follows(
    phone: Page, question: Question, screenshots: Path
) -> None:
    enter(phone, question)
    expect(mark(phone, 1)).to_be_hidden()
    for number, places in ((1, ("20", "30")), (2, ("40", "60"))):
        phone.get_by_role("button", name="Add a mark").focus()
        phone.keyboard.press("Enter")
        expect(phone.get_by_role("listitem").filter(has=mark(phone, number))).to_be_focused()
        for part, value in zip(("Across", "Down"), places, strict=True):
            mark(phone, number).get_by_label(part).focus()
            phone.keyboard.insert_text(value)
        phone.keyboard.press("Enter")
        expect(phone.locator(f'[data-pin="{number}"]')).to_be_attached()
    expect(phone.locator('[data-pin="2"]')).to_have_attribute("transform", "translate(400 300)")
    expect(mark(phone, 2).get_by_label("Down")).to_be_hidden()
    mark(phone, 2).get_by_text("Place it by numbers").click()
    expect(mark(phone, 2).get_by_label("Down")).to_have_value("60")
    presentable(phone, screenshots, "marks-form-phone")


def test_a_mark_has_a_card_once_it_is_placed_with_its_numbers_folded(
    phone: Page, question: Question
) -> None:
    two = factories.question(
        question.stage,
        kind=Kind.ANNOTATE,
        prompt="And on this one?",
        marks=["I like this", "I do not understand this"],
        settings={"least": 2},
    )
    enter(phone, two)
    expect(phone.get_by_role("group", name="Mark")).to_have_count(0)

    press(phone, 0.5, 0.5)

    expect(mark(phone, 1)).to_be_visible()
    expect(mark(phone, 1).get_by_label("Across")).to_be_hidden()
    expect(mark(phone, 2)).to_be_hidden()
    mark(phone, 1).get_by_label("I like this").check()
    phone.get_by_role("button", name="Send my answer").click()
    expect(
        mark(phone, 2).get_by_text("Please say where, or remove this mark.").first
    ).to_be_visible()
    expect(mark(phone, 2).get_by_label("Across")).to_be_visible()


def test_without_scripts_the_picture_is_pressed_and_the_page_comes_back(
    new_page: NewPage, question: Question, screenshots: Path
) -> None:
    page = new_page(phone=True, javascript=False)
    enter(page, question)
    mark(page, 1).get_by_label("Comment").fill("The door")
    press(page, 0.5, 0.5)

    expect(mark(page, 1).get_by_label("Across")).to_have_value(near(50))
    expect(mark(page, 1).get_by_label("Comment")).to_have_value("The door")
    mark(page, 1).get_by_label("I like this").check()
    page.screenshot(path=screenshots / "marks-plain-phone.png", full_page=True)
    page.get_by_role("button", name="Send my answer").click()
    expect(page.locator(".reply--own")).to_contain_text("I like this: The door")


def test_staff_see_all_marks_on_one_picture(
    page: Page, running: Running, screenshots: Path
) -> None:
    asked = factories.question(
        running.first,
        kind=Kind.ANNOTATE,
        prompt="What catches your eye?",
        marks=["Good", "Unclear"],
    )
    health, local = running.board.segment_sets.get().segments.all()
    for number in range(12):
        person = factories.participant(running.board, segments=[health if number % 3 else local])
        answer = factories.answer(person, asked, "")
        factories.mark(answer, 300 + number * 9, 400 + number * 7, kind="good")
        factories.mark(answer, 800 - number * 30, 200 + number * 40, "Why?", kind="unclear")

    sign_in(page, running, Role.FACILITATOR)
    page.goto(f"/desk/{running.board.slug}/questions/{asked.pk}/?by=sector")

    section = page.get_by_role("region", name="All marks")
    expect(section.get_by_text("24 marks, 12 people")).to_be_visible()
    expect(section.get_by_role("table")).to_have_count(3)
    presentable(page, screenshots, "marks-desk")
    page.set_viewport_size({"width": 390, "height": 844})
    presentable(page, screenshots, "marks-desk-phone")
