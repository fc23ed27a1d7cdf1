"""What a button within the form sends is kept as a draft by the board: nothing of it waits here."""

import pytest
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from participants.models import Draft, Participant
from participants.simulate.enclosing import picture_called
from sessions.enums import Kind
from sessions.models import Question, Stage
from tests import factories
from tests.browser.device import becomes_true, words_on_device
from tests.browser.keeping.pages import TOLD, ComeIn, address, arrives_unheard

pytestmark = pytest.mark.django_db(transaction=True)

WAITS = "What you were writing waits"
NOTHING = "Object.keys(localStorage).every((key) => !key.startsWith('bulletin:words:'))"


@pytest.fixture
def picture(stage: Stage) -> Question:
    return factories.question(stage, kind=Kind.ANNOTATE, marks=["Good", "Unclear"])


@pytest.fixture
def files(stage: Stage) -> Question:
    return factories.question(stage, kind=Kind.FILE, settings={"words": True, "most": 3})


def press(page: Page, x: int = 40, y: int = 30) -> None:
    page.get_by_role("button", name="Put a mark on the picture").click(position={"x": x, "y": y})


def mark(page: Page, number: int) -> Locator:
    return page.get_by_role("group", name=f"Mark {number}", exact=True)


def across(page: Page, number: int) -> Locator:
    return mark(page, number).get_by_label("Across")


def nothing_waits(page: Page) -> None:
    becomes_true(page, NOTHING)
    page.goto("/b/cop/")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", name=WAITS)).to_be_hidden()
    assert words_on_device(page) == []


def test_a_picture_that_was_pressed_leaves_nothing_on_the_device(
    come_in: ComeIn, me: Participant, picture: Question
) -> None:
    page = come_in(me, picture)

    press(page)
    expect(across(page, 1)).not_to_have_value("")

    nothing_waits(page)
    assert me.drafts.get().fields["mark-0-across"] != [""]


def test_what_was_typed_just_before_a_press_is_kept_with_it(
    come_in: ComeIn, me: Participant, picture: Question
) -> None:
    page = come_in(me, picture)

    press(page)
    mark(page, 1).get_by_label("Comment").fill("The light")
    press(page, x=120)
    expect(across(page, 2)).not_to_have_value("")

    nothing_waits(page)
    assert me.drafts.get().fields["mark-0-comment"] == ["The light"]


def test_a_mark_that_was_removed_does_not_wait(
    come_in: ComeIn, me: Participant, picture: Question
) -> None:
    page = come_in(me, picture)
    press(page)
    expect(across(page, 1)).not_to_have_value("")
    page.get_by_role("button", name="Add a mark").click()

    mark(page, 2).get_by_label("Comment").fill("The door")
    page.get_by_role("button", name="Remove mark 2").click()
    expect(mark(page, 2)).to_be_hidden()

    nothing_waits(page)


def test_a_file_that_was_removed_does_not_wait(
    come_in: ComeIn, me: Participant, files: Question
) -> None:
    page = come_in(me, files)
    names = ("one.png", "two.png")
    page.get_by_label("Add pictures").set_input_files(
        [FilePayload(name=one, mimeType="image/png", buffer=picture_called(one)) for one in names]
    )
    captions = page.get_by_label("What does it show?")
    expect(captions).to_have_count(2)

    captions.first.fill("My kitchen table")
    page.get_by_role("button", name="Remove picture 2").click()
    expect(captions).to_have_count(1)

    nothing_waits(page)
    draft = me.drafts.get()
    assert len(draft.fields["file"]) == 1
    assert ["My kitchen table"] in draft.fields.values()


def test_a_press_that_arrived_unheard_is_no_other_windows_and_does_not_wait(
    come_in: ComeIn, me: Participant, picture: Question, complaints: list[str]
) -> None:
    page = come_in(me, picture)

    page.route(f"**{address(picture)}", arrives_unheard)
    press(page)
    expect(page.get_by_text("That did not reach the board.")).to_be_visible()
    page.wait_for_timeout(2500)
    expect(page.get_by_text(TOLD)).to_be_hidden()

    nothing_waits(page)
    assert Draft.objects.get().fields["mark-0-across"] != [""]
    complaints.clear()  # that a request failed was the point


def test_what_is_typed_while_a_press_is_on_its_way_is_not_taken_for_kept(
    come_in: ComeIn, me: Participant, picture: Question, complaints: list[str]
) -> None:
    page = come_in(me, picture)
    press(page)
    expect(mark(page, 1).get_by_label("Comment")).to_be_visible()

    def slowly(route: Route) -> None:
        if route.request.method == "POST":
            page.wait_for_timeout(800)
        route.continue_()

    page.route(f"**{address(picture)}", slowly)
    press(page, x=120)
    mark(page, 1).get_by_label("Comment").fill("The light")
    expect(across(page, 2)).not_to_have_value("")
    expect(mark(page, 1).get_by_label("Comment")).to_have_value("")

    page.goto("/b/cop/")
    expect(page.get_by_role("heading", name=WAITS)).to_be_visible()
    expect(page.get_by_text("The light")).to_be_visible()
    complaints.clear()  # that the board refuses it was the point
