"""A board is made of a starter, whose blanks are asked for."""

import re

import pytest
from django.test import Client

from sessions.models import Board
from sessions.preflight import missing_from
from sessions.studio.starters import STARTERS
from tests import factories
from tests.moderation.studio.new_board.making import ASKED, MAKING, PREVIEW, token_in
from tests.sessions.scripts import script_text

NOW = factories.NOW


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


def test_there_is_no_other_starter(browser: Client) -> None:
    assert browser.get(PREVIEW, {"starter": "../evaluation"}).status_code == 404
    assert browser.get(PREVIEW).status_code == 404
