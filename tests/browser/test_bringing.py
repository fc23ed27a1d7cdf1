"""Bringing a guide and making a board of it, in a real browser, wide and narrow."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from bulletin import clock
from bulletin.accounts.models import SignInLink
from sessions.models import Board
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.sessions.studio.documents import document, p

pytestmark = pytest.mark.django_db(transaction=True)

GUIDE = """\
# Communities of practice
Thank you for taking part.

## Stage 1: Hopes
There are no right answers. A few sentences are plenty.

1. What did you hope it would make possible when you joined?
Note: ask for whom, and by when
2. How long have you been part of it?
- Less than six months
- More than a year
- Other (please say)

## Stage 2: What got in the way
3. What stood in the way? Choose all that apply.
a) Too little time
b) People who were missing
4. How sure are you that it will change something (1-7)?

## Stage 3: Looking forward
5. How would you change the way it works?
[?] Row of a table: North | South
"""


@pytest.fixture(autouse=True)
def _on_the_tuesday() -> Iterator[None]:
    clock.move_to(factories.NOW)
    factories.swept()
    yield
    clock.reset()


def sign_in(page: Page) -> None:
    user = factories.user("maker@example.org", may_create_boards=True, name="The facilitator")
    token = SignInLink.objects.issue(user, now=clock.now())
    page.goto(reverse("sign_in_link", args=[token]))
    page.get_by_role("button").last.click()
    expect(page.get_by_role("heading", name="My boards")).to_be_visible()


def looks_right(page: Page, picture: Path) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), picture.name
    page.screenshot(path=picture, full_page=True)


@pytest.mark.parametrize("phone", [False, True])
def test_a_pasted_guide_is_looked_at_changed_and_made_into_a_board(
    new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    page, width = new_page(phone=phone), "390" if phone else "1280"
    sign_in(page)
    looks_right(page, screenshots / f"bringing-boards-{width}.png")
    page.get_by_role("link", name="New board").click()
    looks_right(page, screenshots / f"bringing-choice-{width}.png")
    page.get_by_text("How a guide is read").click()
    looks_right(page, screenshots / f"bringing-rules-{width}.png")

    page.get_by_label("paste it as text").fill(GUIDE)
    page.get_by_role("button", name="See what was understood").click()

    expect(page.get_by_text("3 stages, 5 questions, 1 private note.")).to_be_visible()
    expect(page.get_by_text("Line 22: [?] Row of a table")).to_be_visible()
    looks_right(page, screenshots / f"bringing-preview-{width}.png")
    for one in page.locator("details").all():
        one.evaluate("one => one.open = true")
    looks_right(page, screenshots / f"bringing-lines-{width}.png")

    text = page.get_by_label("The text")
    text.fill(text.input_value().replace("[?] Row of a table: North | South", "6. And then?"))
    page.get_by_role("button", name="Read it again").click()
    expect(page.get_by_text("3 stages, 6 questions, 1 private note.")).to_be_visible()
    expect(page.get_by_text("Not understood")).to_have_count(0)

    page.get_by_role("button", name="Make the board").click()
    expect(page.get_by_text("Fill in: who keeps the answers, and until when.")).to_be_visible()
    looks_right(page, screenshots / f"bringing-wrong-{width}.png")
    page.get_by_label("What participants agree to").fill("You may stop at any time.")
    page.get_by_label("What the board is for").fill("To learn.")
    page.get_by_role("button", name="Make the board").click()

    expect(page.get_by_text("The board is made.")).to_be_visible()
    for stage in ("Hopes", "What got in the way", "Looking forward"):
        expect(page.get_by_role("heading", name=stage)).to_be_visible()
    assert page.url.endswith(reverse("desk_board", args=[Board.objects.get().slug]))
    looks_right(page, screenshots / f"bringing-made-{width}.png")


@pytest.mark.parametrize("phone", [False, True])
def test_a_starter_is_filled_in_and_made_without_javascript(
    new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    page, width = new_page(phone=phone, javascript=False), "390" if phone else "1280"
    sign_in(page)
    page.goto(reverse("desk_new_board"))
    page.get_by_role("link", name="Start from this: A concept test").click()
    page.screenshot(path=screenshots / f"bringing-starter-{width}.png", full_page=True)

    for blank in page.locator('[name^="fill-"]').all():
        blank.fill("Something to look at")
    page.get_by_role("button", name="Make the board").click()

    expect(page.get_by_text("The board is made.")).to_be_visible()
    expect(page.get_by_role("heading", name="Side by side")).to_be_visible()


def test_a_word_document_is_uploaded_and_a_wrong_one_explained(
    new_page: NewPage, screenshots: Path
) -> None:
    page = new_page(phone=True)
    sign_in(page)
    page.goto(reverse("desk_new_board"))
    page.get_by_label("Your guide as a file").set_input_files(
        {"name": "guide.docx", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )
    page.get_by_role("button", name="See what was understood").click()
    expect(page.get_by_text("This is no Word document")).to_be_visible()
    looks_right(page, screenshots / "bringing-refused-390.png")

    body = p("Hopes", style="Ours") + p("What did you hope for?", list_id=1)
    page.get_by_label("Your guide as a file").set_input_files(
        {"name": "guide.docx", "mimeType": "application/zip", "buffer": document(body)}
    )
    page.get_by_role("button", name="See what was understood").click()

    expect(page.get_by_text("1 stage, 1 question, 0 private notes.")).to_be_visible()
    expect(page.get_by_role("heading", name="Hopes")).to_be_visible()


@pytest.mark.parametrize("phone", [False, True])
def test_what_is_wrong_with_a_script_is_mended_on_the_page(
    new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    page, width = new_page(phone=phone), "390" if phone else "1280"
    sign_in(page)
    page.goto(f"{reverse('desk_new_board_preview')}?starter=evaluation")
    looks_right(page, screenshots / f"bringing-evaluation-{width}.png")
    page.get_by_text("Change the text").click()
    text = page.get_by_label("The text")
    text.fill(text.input_value().replace("kind: ranking", "kind: rankin"))
    page.get_by_role("button", name="Read it again").click()

    expect(page.get_by_role("heading", name="This script cannot be read yet")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("stages.looking-forward.questions.first")
    looks_right(page, screenshots / f"bringing-faults-{width}.png")
    text.fill(text.input_value().replace("kind: rankin", "kind: ranking"))
    page.get_by_role("button", name="Read it again").click()

    expect(page.get_by_text("3 stages, 14 questions, 2 private notes.")).to_be_visible()
