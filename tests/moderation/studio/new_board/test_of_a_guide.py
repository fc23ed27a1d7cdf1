"""A board is made of a guide in pasted text or a Word document."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from bulletin.accounts.models import User
from moderation.studio.forms.new_board import TextForm
from sessions.enums import Kind, Role
from sessions.models import Board
from sessions.preflight import missing_from
from sessions.studio.bringing.reading import LONGEST_GUIDE
from sessions.studio.bringing.word.package import LARGEST_FILE
from tests import factories
from tests.moderation.studio.new_board.making import ASKED, GUIDE, MAKING, PREVIEW, upload
from tests.sessions.scripts import script_text
from tests.sessions.studio.documents import document, p

NOW = factories.NOW


def test_the_preview_shows_what_was_understood_and_makes_nothing(browser: Client) -> None:
    page = browser.post(PREVIEW, {"text": GUIDE}).content.decode()

    assert "2 stages, 3 questions, 1 private note. Nothing is made yet." in page
    assert "<strong>Private note:</strong> ask for whom" in page
    assert "<li>A month</li><li>A year</li>" in page
    assert "Line 10: [?] Row of a table: North | South" in page
    assert escape(GUIDE) in page
    assert not Board.objects.exists()


def test_what_was_typed_beside_the_guide_is_kept_when_it_is_read_again(browser: Client) -> None:
    asked = ASKED | {"title": "Mine", "ends_on": "someday"}
    page = browser.post(PREVIEW, asked).content.decode()

    assert 'value="Mine"' in page
    assert 'value="someday"' in page
    assert "field--wrong" not in page


def test_a_guide_becomes_a_board_and_its_maker_lands_at_its_desk(
    browser: Client, maker: User
) -> None:
    response = browser.post(MAKING, ASKED)

    board = Board.objects.get()
    assert response.headers["Location"] == reverse("desk_board", args=[board.slug])
    assert (board.title, board.timezone, board.starts_on) == (
        "A small board",
        "Europe/London",
        date(2021, 4, 12),
    )
    assert (board.staff.get().user, board.staff.get().role) == (maker, Role.FACILITATOR)
    assert missing_from(board, now=NOW) == []
    kinds = [question.kind for stage in board.stages.all() for question in stage.questions.all()]
    assert sorted(kinds) == [Kind.SINGLE, Kind.TEXT, Kind.TEXT]
    assert "Nobody is invited" in browser.get(response.headers["Location"]).content.decode()


def test_everything_that_is_wrong_is_said_beside_its_field(browser: Client) -> None:
    wrong = {
        "title": "",
        "starts_on": "2021-03-29",
        "ends_on": "2021-03-28",
        "email": "nobody",
        "information": "Kept by [FILL IN: who keeps the answers].",
    }
    response = browser.post(MAKING, ASKED | wrong)

    page = response.content.decode()
    assert response.status_code == 422
    for words in (
        "This field is required.",
        "That day has passed.",
        "Enter a valid email address.",
        "Fill in: who keeps the answers.",
    ):
        assert words in page
    assert escape(GUIDE) in page
    assert not Board.objects.exists()


def test_a_board_that_ends_before_it_begins_is_not_made(browser: Client) -> None:
    response = browser.post(MAKING, ASKED | {"ends_on": "2021-04-11"})

    assert "It cannot end before it begins." in response.content.decode()
    assert response.status_code == 422


def test_a_text_without_a_question_says_what_to_do(browser: Client) -> None:
    page = browser.post(PREVIEW, {"text": "# Hopes\nTell us."}).content.decode()

    assert "There is no question in this text." in page
    assert "Make the board" not in page
    assert browser.post(MAKING, ASKED | {"text": "Nothing"}).status_code == 422


def test_nothing_brought_is_asked_for(browser: Client) -> None:
    response = browser.post(PREVIEW, {"text": " \n"})

    assert response.status_code == 422
    assert "Paste your guide here, or choose a file." in response.content.decode()


def test_a_word_document_is_read_and_kept_as_text(browser: Client) -> None:
    body = p("Hopes", style="Ours") + p("Why?", list_id=1) + p("Because", list_id=2)

    page = upload(browser, document(body + p("Else", list_id=2)), "guide.docx")

    assert "1 stage, 1 question, 0 private notes." in page
    assert "# Hopes\n\n\n1. Why?\n- Because\n- Else" in page


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "guide.docx", "This is no Word document (.docx), whatever its name says."),
        (b"%PDF-1.7 \xff", "guide.docx", "This is no Word document"),
        (b"%PDF-1.7 \xff", "guide.pdf", "This is neither a Word document (.docx) nor a script"),
        (b"a\0b", "guide.txt", "This is neither a Word document (.docx) nor a script"),
        (b"PK" + bytes(LARGEST_FILE), "guide.docx", "This file is larger than 2 MB."),
        (b"x" * 200_001, "guide.txt", "This text is too long to be a guide."),
    ],
    ids=["empty", "renamed", "pdf", "binary", "large", "long"],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(
    browser: Client, data: bytes, name: str, words: str
) -> None:
    assert words in upload(browser, data, name)


def test_a_guide_as_long_as_can_be_is_read_however_a_browser_breaks_its_lines() -> None:
    line = "1. Why?\n"
    text = (line + "\n" * (LONGEST_GUIDE - len(line))).replace("\n", "\r\n")
    form = TextForm({"text": text})

    assert form.is_valid()
    assert len(form.cleaned_data["text"]) == LONGEST_GUIDE
    assert not TextForm({"text": text + "more"}).is_valid()


def test_a_name_that_nobody_could_read_is_explained(browser: Client) -> None:
    asked = ASKED | {"form": "script", "text": script_text(), "starts_on": "2021-04-05"}

    assert browser.post(MAKING, asked | {"run_by": "\x01"}).status_code == 422


def test_a_time_that_does_not_exist_where_the_board_is_is_explained(browser: Client) -> None:
    text = script_text().replace('opens: {day: 1, at: "09:00"}', 'opens: {day: 1, at: "01:30"}')
    asked = ASKED | {"form": "script", "text": text, "starts_on": "2022-03-27"}

    response = browser.post(MAKING, asked)

    assert response.status_code == 422
    assert "does not exist in Europe/London" in response.content.decode()
    assert browser.post(MAKING, asked | {"timezone": "Africa/Accra"}).status_code == 302


@pytest.mark.parametrize(
    ("stages", "last"),
    [(1, "2021-04-09"), (3, "2021-04-09"), (4, "2021-04-12"), (7, "2021-04-16")],
)
def test_the_days_that_are_proposed_are_working_days(
    browser: Client, stages: int, last: str
) -> None:
    text = "\n".join(f"# Part {number}\n1. Why?" for number in range(stages))

    page = browser.post(PREVIEW, {"text": text}).content.decode()

    assert 'name="starts_on" value="2021-04-05"' in page
    assert f'name="ends_on" value="{last}"' in page
