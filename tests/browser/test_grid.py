"""A grid answered in a real browser: on a telephone and on a desk, by finger and by keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bulletin import clock
from participants.models import Participant, PersonalLink
from sessions.enums import Kind
from sessions.models import Board, Question, Stage
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = [
    "We met as often as we needed to",
    "What we wrote between the meetings was read",
    "The facilitator kept us to the point",
]
COLUMNS = ["Never", "Now and then", "Mostly", "Always"]
TOUCH = 44


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    clock.move_to(factories.NOW)
    board = factories.board(slug="cop", title="Communities of practice")
    return factories.stage(board, title="Hopes and first reflections")


@pytest.fixture
def board(stage: Stage) -> Board:
    return stage.board


@pytest.fixture
def in_columns(stage: Stage) -> Question:
    return factories.question(
        stage, kind=Kind.GRID, prompt="How was it?", rows=ROWS, columns=COLUMNS
    )


@pytest.fixture
def on_a_scale(stage: Stage) -> Question:
    grid = factories.question(
        stage, kind=Kind.GRID, prompt="How far is this so?", rows=ROWS, settings={"to": 7}
    )
    for end, words in (("low", "Not at all"), ("high", "Completely")):
        grid.wording.items.filter(key=end).update(text=words)
    return grid


def enter(page: Page, person: Participant, question: Question) -> None:
    page.goto(f"/i/{PersonalLink.objects.issue(person, now=factories.NOW)}/")
    page.get_by_role("button", name="Open my place").click()
    page.goto(f"/b/{question.stage.board.slug}/questions/{question.pk}/")


def row(page: Page, number: int) -> Locator:
    return page.get_by_role("group", name=ROWS[number])


def assert_everything_can_be_hit(page: Page) -> None:
    boxes = [label.bounding_box() for label in page.locator(".grid label").all()]
    assert boxes
    small = [box for box in boxes if box is None or min(box["width"], box["height"]) < TOUCH]
    assert small == []


def assert_presentable(page: Page, screenshots: Path, name: str) -> None:
    for width, device in ((390, "phone"), (1280, "desk")):
        page.set_viewport_size({"width": width, "height": 844})
        content, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert content <= window
        assert_accessible(page)
        page.screenshot(path=screenshots / f"{name}-{device}.png", full_page=True)
    page.emulate_media(color_scheme="dark")
    assert_accessible(page)
    page.emulate_media(color_scheme="light")


def test_on_a_telephone_each_row_is_answered_by_finger(
    phone: Page, board: Board, in_columns: Question
) -> None:
    enter(phone, factories.participant(board), in_columns)
    expect(phone.get_by_role("columnheader")).to_have_count(0)
    assert_everything_can_be_hit(phone)

    for number, chosen in enumerate(["Always", "Never", "Mostly"]):
        row(phone, number).get_by_text(chosen, exact=True).tap()
    phone.get_by_role("button", name="Send my answer").click()

    expect(phone.locator(".own-choices li")).to_have_text(
        [f"{ROWS[0]}: Always", f"{ROWS[1]}: Never", f"{ROWS[2]}: Mostly"]
    )


def test_on_a_desk_it_is_a_table_that_the_keyboard_fills(
    page: Page, board: Board, on_a_scale: Question
) -> None:
    enter(page, factories.participant(board), on_a_scale)
    expect(page.get_by_role("columnheader")).to_have_text(
        ["1: Not at all", "2", "3", "4", "5", "6", "7: Completely"]
    )
    expect(page.get_by_role("rowheader")).to_have_text(ROWS)
    assert_everything_can_be_hit(page)

    row(page, 0).get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for presses in (1, 3):
        page.keyboard.press("Tab")
        for _each in range(presses):
            page.keyboard.press("ArrowRight")
    expect(row(page, 2).get_by_label("4", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(".own-choices li")).to_have_text(
        [f"{ROWS[0]}: 1", f"{ROWS[1]}: 2", f"{ROWS[2]}: 4"]
    )


def test_eleven_points_can_each_be_hit_on_any_screen(
    new_page: NewPage, board: Board, stage: Stage
) -> None:
    grid = factories.question(stage, kind=Kind.GRID, rows=ROWS, settings={"from": 0, "to": 10})
    for phone in (True, False):
        page = new_page(phone=phone)
        enter(page, factories.participant(board), grid)
        assert_everything_can_be_hit(page)


def test_on_a_desk_a_click_anywhere_in_a_cell_chooses_it(
    page: Page, board: Board, in_columns: Question
) -> None:
    enter(page, factories.participant(board), in_columns)

    cell = row(page, 1).locator("label").nth(2)
    cell.click(position={"x": 4, "y": 4})

    expect(row(page, 1).get_by_label("Mostly")).to_be_checked()


def test_what_was_chosen_is_kept_as_a_draft(page: Page, board: Board, in_columns: Question) -> None:
    enter(page, factories.participant(board), in_columns)
    row(page, 0).locator("label").nth(3).click()
    expect(page.get_by_text("Draft saved").first).to_be_visible()

    page.reload()

    expect(row(page, 0).get_by_label("Always")).to_be_checked()


def test_without_javascript_a_row_that_lacks_a_choice_says_so_and_the_others_keep_theirs(
    new_page: NewPage, board: Board, on_a_scale: Question, screenshots: Path
) -> None:
    page = new_page(javascript=False, phone=True)
    enter(page, factories.participant(board), on_a_scale)
    row(page, 0).locator("label").nth(6).click()
    row(page, 2).locator("label").nth(0).click()

    page.get_by_role("button", name="Send my answer").click()

    expect(page.get_by_text("Please choose one in this row.")).to_have_count(1)
    expect(row(page, 1)).to_have_accessible_description("Please choose one in this row.")
    expect(row(page, 0).get_by_label("7")).to_be_checked()
    page.screenshot(path=screenshots / "grid-refused-phone.png", full_page=True)
    row(page, 1).locator("label").nth(3).click()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.locator(".own-choices li")).to_have_text(
        [f"{ROWS[0]}: 7", f"{ROWS[1]}: 4", f"{ROWS[2]}: 1"]
    )


def test_grids_look_as_they_should(
    page: Page, board: Board, in_columns: Question, on_a_scale: Question, screenshots: Path
) -> None:
    me = factories.participant(board)
    enter(page, me, in_columns)
    assert_presentable(page, screenshots, "grid-columns")
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("Please choose one in this row.")).to_have_count(3)
    assert_presentable(page, screenshots, "grid-refused")
    page.goto(f"/b/cop/questions/{on_a_scale.pk}/")
    assert_presentable(page, screenshots, "grid-scale")

    keys = ["never", "now-and-then", "mostly", "always"]
    rows = list(in_columns.wording.items.filter(kind="row"))
    for person in range(6):
        who = me if person == 0 else factories.participant(board)
        named, rated = (factories.answer(who, one, "") for one in (in_columns, on_a_scale))
        for place, item in enumerate(rows):
            factories.value(named, item.key, column=keys[(person * (place + 1)) % 4])
            factories.value(rated, item.key, number=(person * (place + 1)) % 7 + 1)
    for name, question in (("columns", in_columns), ("scale", on_a_scale)):
        page.goto(f"/b/cop/questions/{question.pk}/")
        expect(page.get_by_role("heading", name="All answers so far")).to_be_visible()
        assert_presentable(page, screenshots, f"grid-{name}-answered")
