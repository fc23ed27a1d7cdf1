"""Somebody corrects, takes back, says anew, looks at all they said, and leaves: by telephone."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from bulletin import clock
from participants.models import Participant, PersonalLink, Reply
from sessions.models import Question
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def question(transactional_db: None) -> Iterator[Question]:
    clock.move_to(factories.NOW)
    board = factories.board(
        slug="cop", title="Communities of practice: what have we learned?", choose_pseudonym=True
    )
    stage = factories.stage(board, title="Hopes and first reflections")
    yield factories.question(stage, prompt="What did you hope it would make possible?")
    clock.reset()


@pytest.fixture
def me(question: Question) -> Participant:
    peer = factories.participant(question.stage.board)
    factories.answer(peer, question, "That somebody would finally listen.")
    return factories.participant(question.stage.board)


def enter(page: Page, person: Participant, question: Question) -> None:
    page.goto(f"/i/{PersonalLink.objects.issue(person, now=factories.NOW)}/")
    page.get_by_role("button", name="Open my place").click()
    page.goto(f"/b/cop/questions/{question.pk}/")


def presentable(page: Page, screenshots: Path, name: str) -> None:
    """At both widths and in both lights; as it was found afterwards."""
    found = page.viewport_size
    for width, height, device in ((390, 844, "phone"), (1280, 900, "desk")):
        page.set_viewport_size({"width": width, "height": height})
        content, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert content <= window
        assert_accessible(page)
        page.screenshot(path=screenshots / f"{name}-{device}.png", full_page=True)
    page.emulate_media(color_scheme="dark")
    assert_accessible(page)
    page.screenshot(path=screenshots / f"{name}-dark.png", full_page=True)
    page.emulate_media(color_scheme="light")
    assert found is not None
    page.set_viewport_size(found)


def test_an_answer_is_corrected_and_its_author_reads_what_it_said_first(
    phone: Page, me: Participant, question: Question, screenshots: Path
) -> None:
    enter(phone, me, question)
    phone.get_by_role("textbox", name="Your answer").fill("That I would learn something.")
    phone.get_by_role("button", name="Send my answer").tap()
    own = phone.locator(".reply--own")
    expect(own).to_contain_text("Who reads this: Staff")
    own.get_by_role("link", name="Correct").tap()
    expect(phone.get_by_text("What you said first stays on record")).to_be_visible()
    corrected = phone.get_by_role("textbox", name="Your answer")
    corrected.fill("That I would learn something from the others.")
    phone.get_by_role("button", name="Send the correction").tap()

    own.get_by_role("link", name="As you first said it").tap()
    first = own.get_by_role("group").filter(has_text="As you first said it")
    expect(first).to_contain_text("That I would learn something.")
    presentable(phone, screenshots, "mind-corrected")
    first.get_by_text("As you first said it").tap()
    expect(first.get_by_text("You and staff read this.")).to_be_hidden()


def test_an_answer_is_taken_back_and_given_anew(
    phone: Page, me: Participant, question: Question, screenshots: Path
) -> None:
    answer = factories.answer(me, question, "I named a client here.")
    enter(phone, me, question)
    expect(phone.get_by_text("That somebody would finally listen.")).to_be_visible()
    phone.locator(".reply--own").get_by_role("link", name="Take back").tap()
    expect(phone.get_by_role("heading", name="Take back this answer")).to_be_visible()
    presentable(phone, screenshots, "mind-taking-back")

    phone.get_by_role("button", name="Take my words back").tap()
    expect(phone.get_by_text("Please tick this box if you want to take it back.")).to_be_visible()
    phone.get_by_label("Yes, take back what I wrote here.").check()
    phone.get_by_role("button", name="Take my words back").tap()
    expect(phone.get_by_role("heading", name="You took it back")).to_be_visible()
    presentable(phone, screenshots, "mind-taken-back")
    assert Reply.objects.get(pk=answer.pk).withdrawn_at

    phone.get_by_role("link", name="Back to the question").tap()
    own = phone.locator(".reply--own")
    expect(own).to_contain_text("You took back what stood here.")
    expect(phone.get_by_text("That somebody would finally listen.")).to_be_visible()
    own.get_by_role("link", name="Answer again").tap()
    expect(phone.get_by_role("heading", name="Answer again")).to_be_visible()
    phone.get_by_role("textbox", name="Your answer").fill("I name nobody here.")
    presentable(phone, screenshots, "mind-answering-again")
    phone.get_by_role("button", name="Send my answer").tap()
    expect(own).to_contain_text("I name nobody here.")


def test_all_one_said_is_read_and_downloaded_and_one_leaves_from_there(
    phone: Page, me: Participant, question: Question, screenshots: Path, tmp_path: Path
) -> None:
    answer = factories.answer(me, question, "My hopes.")
    factories.version(answer, "My hopes, in full.")
    enter(phone, me, question)
    phone.get_by_role("contentinfo").get_by_role("link", name="About this board").tap()
    phone.get_by_role("link", name="Everything you have said here, to read").tap()
    expect(phone.get_by_text("My hopes, in full.")).to_be_visible()
    presentable(phone, screenshots, "mine")

    with phone.expect_download() as download:
        phone.get_by_role("link", name="Download all of it").tap()
    kept = tmp_path / "mine.zip"
    download.value.save_as(kept)
    with ZipFile(kept) as archive:
        assert "My hopes, in full." in archive.read("account.html").decode()

    phone.get_by_role("link", name="Stop taking part").tap()
    phone.get_by_label("Remove my answers").check()
    phone.get_by_label("Yes, I want to stop taking part.").check()
    phone.get_by_role("button", name="Stop taking part").tap()
    expect(phone.get_by_role("heading", name="You no longer take part")).to_be_visible()
    expect(phone.get_by_role("button", name="Print this page")).to_be_visible()
    presentable(phone, screenshots, "left")
    phone.get_by_role("link", name="What is left of what you said").tap()
    expect(phone.get_by_text("Taken back.").first).to_be_visible()
    expect(phone.get_by_text("My hopes")).to_have_count(0)


def test_another_name_is_taken_before_the_first_word(
    phone: Page, me: Participant, question: Question, screenshots: Path
) -> None:
    enter(phone, me, question)
    phone.goto("/b/cop/")
    phone.get_by_role("link", name="Take another name").tap()
    phone.get_by_role("button", name="Draw some names").tap()
    expect(phone.get_by_role("heading", name="Take one of these")).to_be_visible()
    presentable(phone, screenshots, "pseudonym")

    one = phone.locator(".names button").first
    name = one.text_content()
    one.tap()
    expect(phone.get_by_text(f"You are {name} here from now on.")).to_be_visible()
    expect(phone.get_by_role("contentinfo")).to_contain_text(f"know you here as {name}")


def test_without_scripts_what_was_first_said_has_its_own_page(
    new_page: NewPage, me: Participant, question: Question
) -> None:
    page = new_page(phone=True, javascript=False)
    factories.version(factories.answer(me, question, "At first."), "Now.")
    enter(page, me, question)
    page.get_by_role("link", name="As you first said it").tap()

    expect(page.get_by_role("heading", name="As you first said it")).to_be_visible()
    expect(page.get_by_text("At first.")).to_be_visible()
