"""A form that is sent twice makes one board."""

from django.test import Client

from sessions.models import Board
from tests import factories
from tests.moderation.studio.new_board.making import ASKED, GUIDE, MAKING, PREVIEW

NOW = factories.NOW


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
