"""Pictures sent one by one over a bad connection: none is lost, and none is there twice."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from bulletin import clock
from bulletin.media.models import MediaFile
from participants.models import Draft, Participant, PersonalLink, Reply, Upload
from participants.simulate.enclosing import picture_called
from sessions.enums import Kind
from sessions.models import Question
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.device import close_without_connection, on_device, words_on_device

pytestmark = pytest.mark.django_db(transaction=True)

UPLOADS = "**/uploads/"
_SLOW_STORE = """
    const { get, set } = Object.getOwnPropertyDescriptor(IDBRequest.prototype, "onsuccess");
    const later = (done) => (event) => setTimeout(done, 300, event);
    Object.defineProperty(IDBRequest.prototype, "onsuccess", {
        get,
        set(done) { set.call(this, later(done)); },
    });
"""


@pytest.fixture
def question(transactional_db: None) -> Question:
    clock.move_to(factories.NOW)
    board = factories.board(slug="cop", title="Communities of practice")
    return factories.question(
        factories.stage(board, title="Where we work"),
        kind=Kind.FILE,
        prompt="Show us the place where you work best.",
        settings={"words": True, "most": 3},
    )


@pytest.fixture
def me(question: Question) -> Participant:
    return factories.participant(question.stage.board)


@pytest.fixture
def page(new_page: NewPage, me: Participant, question: Question) -> Page:
    return enter(new_page(phone=True), me, question)


def enter(page: Page, person: Participant, question: Question) -> Page:
    page.goto(f"/i/{PersonalLink.objects.issue(person, now=factories.NOW)}/")
    page.get_by_role("button", name="Open my place").click()
    page.goto(f"/b/cop/questions/{question.pk}/")
    return page


def chosen(page: Page, *names: str, kind: str = "image/png") -> None:
    page.get_by_label("Add pictures").set_input_files(
        [FilePayload(name=one, mimeType=kind, buffer=picture_called(one)) for one in names]
    )


def sent(page: Page) -> Locator:
    return page.get_by_role("list", name="What you have added").get_by_role("img")


def coming(page: Page) -> Locator:
    return page.get_by_role("list", name="On their way").get_by_role("listitem")


def test_what_is_typed_meanwhile_stays_and_the_draft_names_what_came(
    page: Page, question: Question
) -> None:
    words = page.get_by_label("In your own words")
    words.fill("It is quiet ther")
    chosen(page, "one.png", "two.png")

    expect(sent(page)).to_have_count(2)
    expect(coming(page)).to_have_count(0)
    expect(words).to_have_value("It is quiet ther")
    page.get_by_label("What does it show?").first.fill("My kitchen table")
    page.get_by_role("button", name="Send my answer").click()
    expect(page.locator(".reply--own").get_by_role("img", name="My kitchen table")).to_be_visible()
    assert Upload.objects.count() == 2
    assert on_device(page)["files"] == []


def test_an_upload_that_breaks_goes_through_by_itself_and_once(
    page: Page, question: Question, complaints: list[str], screenshots: Path
) -> None:
    tries = []

    def breaks(route: Route) -> None:
        """The first time nothing arrives, the second time our answer is lost."""
        tries.append(route.request.post_data_buffer)
        if len(tries) == 1:
            route.abort("connectionreset")
        elif len(tries) == 2:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(UPLOADS, breaks)
    chosen(page, "one.png")
    expect(page.get_by_text("The connection broke. It is sent again by itself.")).to_be_visible()
    page.screenshot(path=screenshots / "file-broken-phone.png", full_page=True)
    assert_accessible(page)
    assert [one["name"] for one in on_device(page)["files"]] == ["one.png"]
    for _each in range(2):
        page.wait_for_timeout(300)
        page.evaluate("window.dispatchEvent(new Event('online'))")

    expect(sent(page)).to_have_count(1)
    assert len(tries) == 3
    assert MediaFile.objects.count() == 1
    assert on_device(page)["files"] == []
    complaints.clear()


def test_a_line_that_breaks_before_the_device_has_the_file_asks_for_nothing_needless(
    page: Page, complaints: list[str]
) -> None:
    page.add_init_script(_SLOW_STORE)
    page.reload()
    page.route(UPLOADS, lambda route: route.abort("connectionreset"))
    chosen(page, "one.png")
    said = page.get_by_text("The connection broke.")
    expect(said).to_be_visible()
    assert said.inner_text() == "The connection broke. It is sent again by itself."
    complaints.clear()


def test_what_was_on_its_way_goes_up_after_the_page_was_left(
    page: Page, question: Question, complaints: list[str]
) -> None:
    page.context.set_offline(True)
    chosen(page, "one.png", "two.png")
    expect(page.get_by_text("The connection broke.").first).to_be_visible()
    page.context.set_offline(False)
    page.route(UPLOADS, lambda route: route.abort())
    page.wait_for_timeout(300)
    page.unroute(UPLOADS)

    page.goto("/b/cop/")
    page.goto(f"/b/cop/questions/{question.pk}/")

    expect(sent(page)).to_have_count(2)
    assert MediaFile.objects.count() == 2
    complaints.clear()


def test_a_picture_that_no_draft_names_yet_is_there_again_with_its_words(
    page: Page, question: Question, complaints: list[str]
) -> None:
    page.route("**/draft/", lambda route: route.abort())
    chosen(page, "one.png")
    expect(sent(page)).to_have_count(1)
    page.get_by_label("What does it show?").fill("My kitchen table")
    page.get_by_label("In your own words").fill("It is quiet there.")
    expect(page.get_by_text("Kept on this device, not sent.").last).to_be_visible()
    page.wait_for_timeout(500)
    context = page.context
    close_without_connection(page)
    assert not Draft.objects.exists()

    again = context.new_page()
    again.goto(f"/b/cop/questions/{question.pk}/")

    expect(sent(again)).to_have_count(1)
    expect(again.get_by_label("What does it show?")).to_have_value("My kitchen table")
    expect(again.get_by_label("In your own words")).to_have_value("It is quiet there.")
    assert words_on_device(again) == []
    complaints.clear()


def test_an_answer_waits_for_its_pictures_and_one_of_them_can_be_cancelled(
    page: Page, question: Question, complaints: list[str], screenshots: Path
) -> None:
    page.route(UPLOADS, lambda route: route.abort())
    page.get_by_label("In your own words").fill("It is quiet there.")
    chosen(page, "one.png")
    expect(coming(page)).to_have_count(1)

    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("A file is still on its way.")).to_be_visible()
    page.screenshot(path=screenshots / "file-waits-phone.png", full_page=True)
    assert not Reply.objects.exists()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("A file is still on its way.")).to_be_hidden()
    page.get_by_role("button", name="Send my answer").click()

    expect(page.get_by_text("Your answer has reached the board.")).to_be_visible()
    assert on_device(page)["files"] == []
    complaints.clear()


def test_what_cannot_be_taken_is_said_before_it_is_sent(
    page: Page, question: Question, screenshots: Path
) -> None:
    asked = []
    page.on("request", lambda one: asked.append(one.url) if "/uploads/" in one.url else None)
    huge = FilePayload(name="huge.png", mimeType="image/png", buffer=bytes(21 * 1024 * 1024))
    page.get_by_label("Add pictures").set_input_files([huge])
    page.get_by_label("Add pictures").set_input_files(
        [FilePayload(name="IMG_0001.HEIC", mimeType="image/heic", buffer=b"1")]
    )

    expect(page.locator("[data-state]", has_text="larger than 20 MB")).to_be_visible()
    expect(page.locator("[data-state]", has_text="HEIC")).to_be_visible()
    page.screenshot(path=screenshots / "files-refused-before-phone.png", full_page=True)
    assert_accessible(page)
    assert asked == []


def test_what_the_server_refuses_is_said_beside_the_file(page: Page, question: Question) -> None:
    page.get_by_label("Add pictures").set_input_files(
        [FilePayload(name="notes.png", mimeType="image/png", buffer=b"Not a picture")]
    )

    expect(page.locator("[data-state]", has_text="This file is not a picture")).to_be_visible()
    page.get_by_role("button", name="Put away").click()
    expect(coming(page)).to_have_count(0)


def test_no_more_can_be_chosen_than_are_asked_for(page: Page, question: Question) -> None:
    chosen(page, "one.png", "two.png", "three.png", "four.png")

    expect(sent(page)).to_have_count(3)
    expect(page.locator("[data-state]", has_text="more files than are asked for")).to_be_visible()
    expect(page.get_by_text("Choose from this device")).to_be_hidden()
    page.get_by_role("button", name="Remove picture 3").click()
    expect(sent(page)).to_have_count(2)
    expect(page.get_by_text("Choose from this device")).to_be_visible()


def test_a_telephone_offers_its_camera_and_how_much_has_gone_is_shown(
    page: Page, question: Question, screenshots: Path
) -> None:
    camera = page.get_by_label("Take a photograph")
    assert camera.get_attribute("capture") == "environment"
    session = page.context.new_cdp_session(page)
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 50, "downloadThroughput": -1, "uploadThroughput": 400_000},
    )
    out = BytesIO()
    Image.effect_noise((1400, 1400), 90).convert("RGB").save(out, "JPEG", quality=95)
    photograph = FilePayload(name="IMG_0001.jpg", mimeType="image/jpeg", buffer=out.getvalue())
    camera.set_input_files(photograph)

    progress = page.get_by_role("progressbar")
    expect(progress).to_be_visible()
    page.screenshot(path=screenshots / "file-coming-phone.png", full_page=True)
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=screenshots / "file-coming-dark.png", full_page=True)
    expect(sent(page)).to_have_count(1)
    expect(progress).to_have_count(0)
    page.screenshot(path=screenshots / "file-come-dark.png", full_page=True)
    assert Draft.objects.count() <= 1


def test_a_camera_is_offered_where_there_is_one_in_the_hand(
    page: Page, new_page: NewPage, question: Question, screenshots: Path
) -> None:
    page.screenshot(path=screenshots / "camera-phone.png")
    expect(page.get_by_text("Take a photograph")).to_be_visible()
    assert_accessible(page)
    desk = enter(new_page(), factories.participant(question.stage.board), question)
    expect(desk.get_by_text("Choose from this device")).to_be_visible()
    expect(desk.get_by_text("Take a photograph")).to_be_hidden()


def test_a_file_that_one_window_sends_is_left_to_it_by_the_others(
    page: Page, question: Question, complaints: list[str]
) -> None:
    page.route(UPLOADS, lambda route: route.abort())
    chosen(page, "one.png")
    expect(page.get_by_text("The connection broke.")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_timeout(1500)
    assert len(on_device(other)["files"]) == 1
    expect(coming(other)).to_have_count(0)
    expect(sent(other)).to_have_count(0)

    page.close()
    other.reload()
    expect(sent(other)).to_have_count(1)
    complaints.clear()
