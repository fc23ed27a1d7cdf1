"""What is said once to whoever comes: three sentences, put away by a button."""

from django.test import Client

from participants.models import Participant
from sessions.models import Board
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.entry.doors import come_in, move_on, words

SAID = "Answer first, then read the others"


def test_it_stands_on_the_board_until_it_is_put_away(board: Board) -> None:
    browser = come_in(factories.participant(board))
    assert SAID in words(browser.get("/b/cop/"))

    assert browser.post("/b/cop/how-it-works/").headers["Location"] == "/b/cop/"

    assert SAID not in words(browser.get("/b/cop/"))
    assert SAID in words(browser.get("/b/cop/about/"))
    move_on(hours=1)
    browser.post("/b/cop/how-it-works/")
    known = Participant.objects.get().knows_how_at
    assert known is not None
    assert known < NOW + HOUR


def test_nobody_is_told_before_they_agreed(client: Client, board: Board) -> None:
    browser = come_in(factories.participant(board, consented=False), client)

    assert browser.get("/b/cop/").headers["Location"] == "/b/cop/consent/"
    assert browser.post("/b/cop/how-it-works/").headers["Location"] == "/b/cop/consent/"
    assert Participant.objects.get().knows_how_at is None
