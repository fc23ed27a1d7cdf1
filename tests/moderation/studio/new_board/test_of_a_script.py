"""A board is made of a script, alone or in a zip with its pictures."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django.fixtures import Settings

from bulletin.accounts.models import User
from bulletin.media.sweeping import BROUGHT
from moderation.studio.companions import Companions, found_again, kept
from moderation.studio.forms.new_board import TextForm
from sessions.models import Board
from sessions.script.bundle import Bundle, NoBundle
from sessions.script.describing import script_of
from sessions.script.reading import read_script
from sessions.script.source import LONGEST_FILE
from sessions.script.writing import write_script
from tests import factories
from tests.bulletin.media import pictures
from tests.moderation.desk.conftest import signed_in
from tests.moderation.studio.new_board.making import ASKED, MAKING, PREVIEW, token_in, upload
from tests.sessions.script import bundles
from tests.sessions.scripts import EVERY_KIND, script_text

NOW = factories.NOW


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
