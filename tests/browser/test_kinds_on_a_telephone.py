"""Every kind of question answered on a telephone: by finger, by keyboard alone, and looked at."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from bulletin import clock
from participants.models import AnswerValue, Participant, PersonalLink
from sessions.enums import Kind
from sessions.models import Question, Stage
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.hands import Keyboard

pytestmark = pytest.mark.django_db(transaction=True)

TOUCH = 44
_TOO_SMALL = """touch => {
    const hit = ["button", "select", "textarea", "summary", "label:has(input)",
        "input:not([type=hidden], [type=radio], [type=checkbox])"];
    return [...document.querySelectorAll(hit.map((one) => `#answer ${one}`).join())]
        .filter((one) => one.checkVisibility() && !one.matches(".visually-hidden"))
        .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
        .filter(([, box]) => Math.min(box.width, box.height) < touch)
        .map(([words, box]) => `${words} ${box.width} x ${box.height}`);
}"""
_ZOOMS = """() => [...document.querySelectorAll("#answer :is(input, select, textarea)")]
    .filter((one) => one.checkVisibility() && parseFloat(getComputedStyle(one).fontSize) < 16)
    .map((one) => one.outerHTML.slice(0, 80))"""
OPTIONS = ["Meeting people who do the same work", "Time to think", "A place to ask", "The biscuits"]
LONG = (
    "Think back to the last time the group met. What happened there that would not have happened "
    "anywhere else, and who or what made it so? If nothing comes to your mind, say so: that is an "
    "answer too, and helps us as much as a story would."
)


@pytest.fixture
def stage(transactional_db: None) -> Iterator[Stage]:
    clock.move_to(factories.NOW)
    board = factories.board(slug="cop", title="Communities of practice")
    yield factories.stage(board, title="Hopes and first reflections")
    clock.reset()


def asked(stage: Stage, kind: Kind) -> Question:
    """One question of the kind, with as much in it as people meet."""
    makes: dict[Kind, dict[str, Any]] = {
        Kind.TEXT: {"prompt": LONG, "settings": {"min_words": 30}},
        Kind.SINGLE: {"options": OPTIONS, "settings": {"other": True}},
        Kind.MULTIPLE: {"options": OPTIONS, "settings": {"other": True, "max_choices": 2}},
        Kind.SCALE: {"settings": {"from": 0, "to": 10}},
        Kind.GRID: {"rows": OPTIONS[:3], "columns": ["Never", "Now and then", "Mostly", "Always"]},
        Kind.RANKING: {"options": OPTIONS},
        Kind.FILE: {},
        Kind.ANNOTATE: {"marks": ["I like this", "I do not understand this"]},
        Kind.SUMMARY: {"statements": ["The group gave people courage.", "It lacked time."]},
    }
    fields: dict[str, Any] = {"prompt": "What was the group good for?", **makes[kind]}
    return factories.question(stage, kind=kind, **fields)


def enter(page: Page, question: Question) -> Participant:
    person = factories.participant(question.stage.board)
    page.goto(f"/i/{PersonalLink.objects.issue(person, now=factories.NOW)}/")
    page.get_by_role("button", name="Open my place").click()
    page.goto(f"/b/cop/questions/{question.pk}/")
    return person


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.TEXT_PAGE])
def test_it_is_calm_and_in_reach_at_every_width(
    page: Page, stage: Stage, kind: Kind, screenshots: Path
) -> None:
    question = asked(stage, kind)
    factories.stimulus(question, factories.picture(stage.board, "harbour"))
    enter(page, question)
    for width, height, device in ((320, 640, "zoomed"), (390, 844, "phone"), (1280, 900, "desk")):
        page.set_viewport_size({"width": width, "height": height})
        content, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert content <= window
        for scheme in ("light", "dark") if device != "zoomed" else ():
            page.emulate_media(color_scheme=scheme)
            assert_accessible(page)
            name = f"kind-{kind.value}-{device}-{scheme}.png"
            page.screenshot(path=screenshots / name, full_page=True)
        if device == "phone":
            assert page.evaluate(_TOO_SMALL, TOUCH) == []
            assert page.evaluate(_ZOOMS) == []


def test_what_is_asked_is_looked_at_again_from_the_middle_of_an_answer(
    phone: Page, stage: Stage, screenshots: Path
) -> None:
    question = asked(stage, Kind.TEXT)
    factories.stimulus(question, factories.picture(stage.board, "harbour"))
    enter(phone, question)
    box = phone.get_by_label("Your answer")
    again = phone.get_by_role("button", name="Look again")
    expect(again).to_be_hidden()

    box.fill("We met. " * 150)
    phone.evaluate("scrollTo(0, document.querySelector('#answer').offsetTop + 500)")
    expect(again).to_be_visible()
    phone.screenshot(path=screenshots / "again-bar-phone.png")
    read_to = phone.evaluate("scrollY")
    again.tap()

    dialog = phone.get_by_role("dialog", name="What is asked")
    expect(dialog.get_by_text("Think back to the last time")).to_be_visible()
    expect(dialog.get_by_role("img", name="A field of red")).to_be_visible()
    assert_accessible(phone)
    phone.screenshot(path=screenshots / "again-dialog-phone.png")
    phone.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(again).to_be_focused()
    assert phone.evaluate("scrollY") == read_to
    expect(box).to_have_value("We met. " * 150)


def test_what_was_refused_is_said_beside_its_box_and_the_box_has_the_focus(
    phone: Page, stage: Stage
) -> None:
    enter(phone, asked(stage, Kind.TEXT))
    phone.get_by_role("button", name="Send my answer").tap()

    expect(phone.get_by_text("Please write something here. One word is enough.")).to_be_visible()
    expect(phone.get_by_label("Your answer")).to_be_focused()


def test_words_are_counted_in_sight_and_spoken_once(phone: Page, stage: Stage) -> None:
    enter(phone, asked(stage, Kind.TEXT))
    box = phone.get_by_label("Your answer")
    spoken = phone.locator("[data-counter] [aria-live]")

    box.fill("one " * 29)
    expect(phone.get_by_text("29 of about 30 so far.")).to_be_visible()
    expect(spoken).to_be_empty()
    box.fill("one " * 31)
    expect(spoken).to_have_text("That is about as many words as would help.")


def test_what_stands_alone_clears_the_others_and_other_asks_for_its_words(
    phone: Page, stage: Stage
) -> None:
    question = asked(stage, Kind.MULTIPLE)
    question.wording.items.filter(text="The biscuits").update(exclusive=True)
    enter(phone, question)
    expect(phone.get_by_text("“The biscuits” cannot be combined with others.")).to_be_visible()
    alone, time = phone.get_by_label("The biscuits"), phone.get_by_label("Time to think")

    time.tap()
    alone.tap()
    expect(time).not_to_be_checked()
    words = phone.get_by_label("Other, in your own words")
    expect(words).to_be_hidden()
    phone.get_by_label("Other", exact=True).tap()
    expect(alone).not_to_be_checked()
    expect(words).to_be_visible()

    phone.get_by_role("button", name="Send my answer").tap()
    expect(phone.get_by_text("Please say what the other one is.")).to_be_visible()
    phone.get_by_label("Other", exact=True).tap()
    expect(words).to_be_visible()


def places(page: Page) -> list[str]:
    return page.locator(".ranking__item label").all_text_contents()


def test_by_finger_options_are_put_in_order(phone: Page, stage: Stage) -> None:
    person = enter(phone, asked(stage, Kind.RANKING))
    first, second = places(phone)[:2]

    phone.get_by_role("button", name=f"Move up: {second}").tap()

    expect(phone.get_by_text(f"{second}: Moved to place 1 of 4")).to_be_attached()
    assert places(phone)[:2] == [second, first]
    phone.get_by_role("button", name="Send my answer").tap()
    expect(phone.get_by_text("Your answer has reached the board.")).to_be_visible()
    ranked = AnswerValue.objects.filter(version__reply__participant=person).order_by("number")
    assert [one.item.text for one in ranked if one.item][:2] == [second, first]


def test_by_keyboard_alone_options_are_put_in_order(page: Page, stage: Stage) -> None:
    enter(page, asked(stage, Kind.RANKING))
    first = places(page)[0]
    hand = Keyboard(page)

    hand.press(page.get_by_role("button", name=f"Move down: {first}"))
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(page.get_by_text(f"{first}: Moved to place 4 of 4")).to_be_attached()
    expect(page.get_by_role("button", name=f"Move up: {first}")).to_be_focused()
    hand.press(page.get_by_role("button", name="Send my answer"))
    expect(page.get_by_text("Your answer has reached the board.")).to_be_visible()


def test_without_scripts_each_option_is_given_its_place(new_page: NewPage, stage: Stage) -> None:
    page = new_page(phone=True, javascript=False)
    enter(page, asked(stage, Kind.RANKING))
    for number, box in enumerate(page.locator(".ranking select").all(), start=1):
        box.select_option(str(5 - number))
    page.get_by_role("button", name="Send my answer").tap()

    expect(page.get_by_text("Your answer has reached the board.")).to_be_visible()


def picture_of(page: Page) -> Locator:
    return page.get_by_role("button", name="Put a mark on the picture")


def mark(page: Page, number: int) -> Locator:
    return page.get_by_role("group", name=f"Mark {number}", exact=True)


def swipe(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A finger goes down, along and up."""
    fingers = page.context.new_cdp_session(page)
    steps = [("touchStart", start), ("touchMove", end), ("touchEnd", None)]
    for kind, point in steps:
        points = [{"x": point[0], "y": point[1]}] if point else []
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_by_finger_a_mark_is_put_and_moved(phone: Page, stage: Stage, screenshots: Path) -> None:
    enter(phone, asked(stage, Kind.ANNOTATE))
    box = picture_of(phone).bounding_box()
    assert box is not None
    phone.touchscreen.tap(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    across = mark(phone, 1).get_by_label("Across")
    expect(across).to_have_value(re.compile(r"2[45](\.\d)?"))

    picture_of(phone).scroll_into_view_if_needed()
    box = picture_of(phone).bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    swipe(phone, (box["x"] + box["width"] / 4, middle), (box["x"] + box["width"] / 2, middle))
    expect(across).to_have_value(re.compile(r"(49|50)(\.\d)?"))
    phone.screenshot(path=screenshots / "marks-finger-phone.png", full_page=True)


def test_by_keyboard_alone_marks_are_put_moved_and_removed(
    page: Page, stage: Stage, screenshots: Path
) -> None:
    enter(page, asked(stage, Kind.ANNOTATE))
    news, hand = page.locator("[data-marking-news]"), Keyboard(page)
    hand.reach(picture_of(page))
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("ArrowDown")
    expect(news).to_have_text("40 % across, 52 % down.")
    page.screenshot(path=screenshots / "marks-cross-desk.png")
    page.keyboard.press("Enter")
    expect(mark(page, 1).get_by_label("Across")).to_have_value(re.compile(r"(39|40)(\.\d)?"))

    hand.reach(picture_of(page))
    page.keyboard.press("1")
    expect(news).to_contain_text("On mark 1.")
    page.keyboard.press("Enter")
    expect(news).to_contain_text("Mark 1 is taken up.")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(news).to_contain_text("Mark 1 is put down.")
    expect(mark(page, 1).get_by_label("Across")).to_have_value(re.compile(r"(49|50)(\.\d)?"))

    page.keyboard.press("Delete")
    expect(page.locator("[data-pin]")).to_have_count(0)
    expect(mark(page, 1)).to_be_hidden()
    expect(picture_of(page)).to_be_focused()
