"""Making a board in the browser, of a guide, a script or a starter."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django.fixtures import Settings

from bulletin import clock
from bulletin.accounts.models import User
from bulletin.media.sweeping import BROUGHT
from moderation.studio.companions import Companions, found_again, kept
from moderation.studio.forms.new_board import TextForm
from sessions.enums import Kind, Role
from sessions.models import Board
from sessions.preflight import missing_from
from sessions.script.bundle import Bundle, NoBundle
from sessions.script.describing import script_of
from sessions.script.reading import read_script
from sessions.script.source import LONGEST_FILE
from sessions.script.writing import write_script
from sessions.studio.bringing.reading import LONGEST_GUIDE
from sessions.studio.bringing.word.package import LARGEST_FILE
from sessions.studio.starters import STARTERS
from tests import factories
from tests.bulletin.media import pictures
from tests.moderation.desk.conftest import signed_in
from tests.sessions.script import bundles
from tests.sessions.scripts import EVERY_KIND, script_text
from tests.sessions.studio.documents import document, p

NOW = factories.NOW
NEW, PREVIEW, MAKING = "/desk/boards/new/", "/desk/boards/new/preview/", "/desk/boards/new/making/"
GUIDE = """\
# Hopes
There are no right answers.
1. What did you hope for?
Note: ask for whom
2. How long have you been here?
- A month
- A year
# Ahead
3. How would you go on?
[?] Row of a table: North | South
"""
ASKED = {
    "form": "guide",
    "text": GUIDE,
    "title": "A small board",
    "language": "en-GB",
    "timezone": "Europe/London",
    "starts_on": "2021-04-12",
    "ends_on": "2021-04-16",
    "run_by": "The facilitator",
    "email": "facilitator@example.org",
    "purpose": "To learn.",
    "information": "What this is about.",
}


@pytest.fixture(autouse=True)
def _on_the_tuesday() -> Iterator[None]:
    clock.move_to(NOW)
    yield
    clock.reset()


@pytest.fixture
def maker(db: None) -> User:
    return factories.user(may_create_boards=True, name="The facilitator")


@pytest.fixture
def browser(maker: User) -> Client:
    return signed_in(maker)


def upload(browser: Client, data: bytes, name: str) -> str:
    response = browser.post(PREVIEW, {"file": SimpleUploadedFile(name, data), "text": ""})
    return response.content.decode()


@pytest.mark.parametrize("address", [NEW, PREVIEW, MAKING])
def test_a_stranger_is_led_to_the_sign_in_page(client: Client, db: None, address: str) -> None:
    for response in (client.get(address), client.post(address)):
        assert response.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("address", [NEW, PREVIEW, MAKING])
def test_one_factor_alone_opens_nothing(client: Client, maker: User, address: str) -> None:
    client.force_login(maker)

    assert client.post(address).headers["Location"] == reverse("first_factor")


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OBSERVER, Role.RECRUITER, None])
def test_who_facilitates_no_board_may_make_none(db: None, role: Role | None) -> None:
    user = factories.staff(factories.board(), role).user if role else factories.user()
    browser = signed_in(user)

    assert [browser.get(NEW).status_code, browser.post(MAKING, ASKED).status_code] == [403, 403]
    assert browser.post(PREVIEW, {"text": GUIDE}).status_code == 403
    assert "New board" not in browser.get(reverse("desk")).content.decode()
    assert Board.objects.count() == bool(role)


def test_a_facilitator_of_any_board_may_make_another(db: None) -> None:
    board = factories.board()
    browser = signed_in(factories.facilitator(board).user)

    assert "New board" in browser.get(reverse("desk")).content.decode()
    assert browser.get(NEW).status_code == 200
    assert browser.post(MAKING, ASKED).status_code == 302


def test_a_former_facilitator_may_not(db: None) -> None:
    member = factories.facilitator(factories.board())
    browser = signed_in(member.user)
    type(member).objects.update(removed_at=NOW)

    assert browser.get(NEW).status_code == 403


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


def test_a_script_is_measured_by_its_lines_as_they_are_read() -> None:
    text = "format: bulletin-script/1\r\n" + "#\r\n" * (LONGEST_FILE // 3)

    assert TextForm({"text": text}).is_valid()
    assert not TextForm({"text": text + "#" * LONGEST_FILE}).is_valid()


def test_what_is_wrong_with_a_script_is_said_with_its_lines(browser: Client) -> None:
    text = script_text().replace("language: en-GB", "language: xx")

    page = upload(browser, text.encode(), "mine.yaml")

    assert "This script cannot be read yet" in page
    assert "Line 5: <code>board.language</code>" in page
    assert escape(text) in page
    assert "Make the board" not in page


def test_a_script_is_moved_to_a_coming_monday_and_made_as_it_is(browser: Client) -> None:
    text = EVERY_KIND
    parts = {"files/harbour.png": pictures.chatty_png()}
    page = upload(browser, bundles.zipped(parts, text).getvalue(), "mine.zip")
    assert 'name="starts_on" value="2021-04-05"' in page

    asked = ASKED | {"form": "script", "text": text, "starts_on": "2021-04-05"}
    asked["with"] = token_in(page)
    assert browser.post(MAKING, asked).status_code == 302

    made = script_of(Board.objects.get())
    given = read_script(text, starts_on=date(2021, 4, 5), files={"harbour"})
    assert made.stages == given.stages
    assert made.board.front_matter.run_by[0].name == "The facilitator"
    assert made.board.front_matter.contacts[0].email == "facilitator@example.org"


def test_a_script_of_a_board_needs_nothing_but_a_day(browser: Client) -> None:
    browser.post(MAKING, ASKED)
    text = write_script(script_of(Board.objects.get()))

    page = browser.post(PREVIEW, {"text": text}).content.decode()

    names = re.findall(r'<(?:input|select|textarea)[^>]* name="([a-z_]+)"', page)
    assert [name for name in names if name not in {"csrfmiddlewaretoken", "back"}] == [
        "form",
        "token",
        "text",
        "title",
        "language",
        "timezone",
        "starts_on",
    ]


def token_in(page: str) -> str:
    """What a form says of the pictures and files that came with its text."""
    found = re.search(r'name="with" value="([^"]+)"', page)
    return found[1] if found else ""


def test_a_zip_of_a_script_with_its_pictures_becomes_a_board(browser: Client) -> None:
    page = upload(browser, bundles.zipped().getvalue(), "whatever.docx")
    asked = ASKED | {"form": "script", "text": bundles.SCRIPT, "with": token_in(page)}

    assert "The red one" in page
    assert browser.post(MAKING, asked).status_code == 302

    question = Board.objects.get().stages.get().questions.get()
    assert [one.file.key for one in question.wording.looked_at()] == ["harbour"]


def test_the_pictures_that_somebody_brought_are_nobody_elses(browser: Client) -> None:
    page = upload(browser, bundles.zipped().getvalue(), "guide.zip")
    asked = ASKED | {"form": "script", "text": bundles.SCRIPT, "with": token_in(page)}
    other = signed_in(factories.user("other@example.org", may_create_boards=True))

    for browser_of, token in ((other, token_in(page)), (browser, "forged"), (browser, "")):
        response = browser_of.post(MAKING, asked | {"with": token})
        assert response.status_code == 422
        assert "The file “harbour” is missing." in response.content.decode()
    assert not Board.objects.exists()


def test_a_zip_that_goes_while_its_board_is_made_is_asked_for_again(
    maker: User, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = bundles.zipped()
    companions = kept(file, Bundle(file), maker)
    assert companions.harmless(["harbour"])
    (brought,) = (tmp_path / BROUGHT).iterdir()
    brought.unlink()
    brought.symlink_to("gone")

    with pytest.raises(NoBundle, match="choose it again"):
        companions.harmless(["harbour"])
    assert found_again(companions.token, maker) == Companions()


def test_a_zip_that_cannot_be_taken_says_why_beside_its_field(browser: Client) -> None:
    data = bundles.zipped({"../evil.jpg": b"x"}).getvalue()

    page = upload(browser, data, "guide.zip")

    assert "“../evil.jpg” cannot be in this zip" in page


@pytest.mark.parametrize("starter", STARTERS, ids=lambda one: one.key)
def test_a_starter_asks_for_its_blanks_and_becomes_a_board(browser: Client, starter) -> None:
    page = browser.get(PREVIEW, {"starter": starter.key}).content.decode()
    blanks = re.findall(r'name="(fill-[0-9a-f]+)"', page)
    assert blanks != []
    asked = ASKED | {
        "form": "script",
        "text": starter.text,
        "with": token_in(page),
        **dict.fromkeys(blanks, "Something"),
    }

    without = browser.post(MAKING, asked | {blanks[0]: ""})
    assert (without.status_code, Board.objects.count()) == (422, 0)
    assert browser.post(MAKING, asked).status_code == 302

    assert missing_from(Board.objects.get(), now=NOW) == []


def test_a_blank_that_is_filled_in_with_too_much_is_explained(browser: Client) -> None:
    text = script_text().replace("    title: First", '    title: "[FILL IN: its name]"')
    page = browser.post(PREVIEW, {"text": text}).content.decode()
    (blank,) = re.findall(r'name="(fill-[0-9a-f]+)"', page)
    asked = ASKED | {"form": "script", "text": text, "starts_on": "2021-04-05", blank: "long" * 60}

    response = browser.post(MAKING, asked)

    assert response.status_code == 422
    assert "stages.first.title: " in response.content.decode()
    assert "long" * 60 in response.content.decode()
    assert browser.post(MAKING, asked | {blank: "Short"}).status_code == 302


def test_a_name_that_nobody_could_read_is_explained(browser: Client) -> None:
    asked = ASKED | {"form": "script", "text": script_text(), "starts_on": "2021-04-05"}

    assert browser.post(MAKING, asked | {"run_by": "\x01"}).status_code == 422


def test_there_is_no_other_starter(browser: Client) -> None:
    assert browser.get(PREVIEW, {"starter": "../evaluation"}).status_code == 404
    assert browser.get(PREVIEW).status_code == 404


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


def test_the_same_form_sent_twice_makes_one_board(browser: Client) -> None:
    page = browser.post(PREVIEW, {"text": GUIDE}).content.decode()
    token = page.partition('name="token" value="')[2].partition('"')[0]

    first = browser.post(MAKING, ASKED | {"token": token})
    second = browser.post(MAKING, ASKED | {"token": token}, follow=True)

    assert Board.objects.count() == 1
    assert second.redirect_chain[0][0] == first.headers["Location"]
    assert "This board was made already: here it is." in second.content.decode()


def test_two_forms_make_two_boards(browser: Client) -> None:
    for _ in range(2):
        browser.post(MAKING, ASKED)

    assert Board.objects.count() == 2


def test_a_form_that_was_wrong_keeps_what_tells_it_from_others(browser: Client) -> None:
    token = "6f1c2f0e-2f4e-4f3b-8a3c-0d5f1f6f0a11"

    page = browser.post(MAKING, ASKED | {"token": token, "title": ""}).content.decode()

    assert f'name="token" value="{token}"' in page
