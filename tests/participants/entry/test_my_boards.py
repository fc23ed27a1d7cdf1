"""The first page of a browser that holds places: each board, and what waits there."""

from datetime import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from participants.models import Participant
from sessions.models import Board
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.entry.doors import come_in, words


def home(browser: Client) -> str:
    response = browser.get("/")
    assert response.headers["Cache-Control"] == "private, no-store"
    return words(response)


def test_a_stranger_is_told_what_this_is(client: Client, board: Board) -> None:
    factories.participant(board)
    assert "A conversation that waits for you" in words(client.get("/"))


def test_each_board_is_one_tap_away_with_what_is_left(board: Board) -> None:
    person = factories.participant(board)
    stage = factories.stage(board)
    factories.answer(person, factories.question(stage))
    factories.question(stage, required=False)
    for _ in range(2):
        factories.question(stage)
    browser = come_in(person)
    other = factories.board(slug="other", title="Another one")
    come_in(factories.participant(other), browser)

    page = home(browser)

    first, second = page.split('<a class="my-board')[1:]
    links = [('href="/b/cop/"', first), ('href="/b/other/"', second)]
    if "Another one" in first:
        links = [('href="/b/cop/"', second), ('href="/b/other/"', first)]
    (cop, in_cop), (there, in_other) = links
    assert cop in in_cop
    assert "2 questions left to answer" in in_cop
    assert there in in_other
    assert "Nothing is left to do for now" in in_other


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"withdrawn_at": NOW, "withdrawn_answers": "keep"}, "You have withdrawn"),
        ({"deactivated_at": NOW}, "Your place is closed"),
    ],
)
def test_a_place_that_is_closed_says_so(
    board: Board, fields: dict[str, datetime | str], said: str
) -> None:
    browser = come_in(factories.participant(board))
    Participant.objects.update(**fields)

    assert said in home(browser)


def test_what_a_board_is_at_is_said(board: Board) -> None:
    person = factories.participant(board, consented=False)
    browser = come_in(person)
    factories.question(factories.stage(board))
    assert "Some information waits for your yes or no" in home(browser)
    decline = factories.decline(person)
    assert "You do not take part" in home(browser)
    decline.delete()
    factories.consent(person)
    pause = factories.pause(board)
    assert "The board is paused." in home(browser)
    pause.delete()
    Board.objects.update(ends_at=NOW - HOUR)
    assert "Has ended; what is open to you can still be read" in home(browser)
    Board.objects.update(launched_at=None, launched_by=None)
    assert "Has not begun yet" in home(browser)


def test_a_board_whose_archive_is_gone_is_no_more_there(board: Board) -> None:
    browser = come_in(factories.participant(board))
    Board.objects.update(archive_removed_at=NOW)

    assert "Communities of practice" not in words(browser.get("/"))


def test_pages_of_a_board_lead_there_where_there_are_several(board: Board) -> None:
    browser = come_in(factories.participant(board))
    assert "My boards" not in words(browser.get("/b/cop/"))

    come_in(factories.participant(factories.board(slug="other")), browser)

    assert '<a href="/">My boards</a>' in words(browser.get("/b/cop/"))


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_the_same_for_one_board_and_for_three(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = Client()
    for each in range(number):
        board = factories.board(slug=f"board-{each}")
        factories.question(factories.stage(board))
        come_in(factories.participant(board), browser)
    assert home(browser).count("1 question left to answer") == number

    # Session, places, what is left of which stages, pauses.
    with django_assert_num_queries(5):
        home(browser)
