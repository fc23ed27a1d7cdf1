"""Pictures sent for an answer in a real browser: by mouse, by keyboard, and without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from bulletin import clock
from participants.models import PersonalLink, Reply
from participants.simulate.enclosing import picture_called
from sessions.enums import Kind
from sessions.models import Question
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def question(transactional_db: None) -> Question:
    clock.move_to(factories.NOW)
    board = factories.board(slug="cop", title="Communities of practice")
    return factories.question(
        factories.stage(board, title="Where we work"),
        kind=Kind.FILE,
        prompt="Show us the place where you work best.",
        settings={"words": True},
    )


def enter(page: Page, question: Question) -> None:
    person = factories.participant(question.stage.board)
    page.goto(f"/i/{PersonalLink.objects.issue(person, now=factories.NOW)}/")
    page.get_by_role("button", name="Open my place").click()
    page.goto(f"/b/cop/questions/{question.pk}/")


def choose(page: Page, *names: str) -> None:
    page.get_by_label("Add pictures").set_input_files(
        [FilePayload(name=one, mimeType="image/png", buffer=picture_called(one)) for one in names]
    )


def sent(page: Page) -> Locator:
    return page.get_by_role("list", name="What you have added").get_by_role("img")


def picture_page(page: Page, screenshots: Path, name: str) -> None:
    content, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert content <= window
    assert_accessible(page)
    page.screenshot(path=screenshots / f"{name}.png", full_page=True)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_pictures_are_seen_described_taken_out_and_sent(
    new_page: NewPage, question: Question, screenshots: Path, by: str
) -> None:
    page = new_page(phone=by == "keyboard")
    enter(page, question)
    choose(page, "one.png", "two.png")
    expect(sent(page)).to_have_count(2)
    expect(page.get_by_role("list", name="What you have added")).to_be_focused()

    captions = page.get_by_label("What does it show?")
    if by == "mouse":
        captions.first.fill("My kitchen table")
        picture_page(page, screenshots, "files-form-desk")
        page.get_by_role("button", name="Remove picture 2").click()
    else:
        page.keyboard.press("Tab")
        page.keyboard.insert_text("My kitchen table")
        picture_page(page, screenshots, "files-form-phone")
        for _each in range(3):
            page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Remove picture 2")).to_be_focused()
        page.keyboard.press("Enter")
    expect(sent(page)).to_have_count(1)
    expect(captions).to_have_value("My kitchen table")

    page.get_by_role("button", name="Send my answer").click()

    own = page.locator(".reply--own")
    expect(own.get_by_role("img", name="My kitchen table")).to_be_visible()
    picture_page(page, screenshots, f"files-sent-{by}")
    assert Reply.objects.get().current_version_id


def test_without_scripts_a_wrong_file_is_named_and_what_was_taken_is_kept(
    new_page: NewPage, question: Question, screenshots: Path
) -> None:
    page = new_page(phone=True, javascript=False)
    enter(page, question)
    page.get_by_label("In your own words").fill("It is quiet there.")
    page.get_by_label("Add pictures").set_input_files(
        [
            FilePayload(name="one.png", mimeType="image/png", buffer=picture_called("one")),
            FilePayload(name="notes.txt", mimeType="text/plain", buffer=b"Not a picture"),
        ]
    )
    page.get_by_role("button", name="Send my answer").click()

    expect(page.get_by_text("“notes.txt”: This file is not a picture")).to_be_visible()
    expect(sent(page)).to_have_count(1)
    expect(page.get_by_label("In your own words")).to_have_value("It is quiet there.")
    page.screenshot(path=screenshots / "files-refused-phone.png", full_page=True)
    page.get_by_role("button", name="Send my answer").click()
    expect(page.locator(".reply--own").get_by_role("img")).to_have_count(1)
