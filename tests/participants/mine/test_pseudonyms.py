"""Another pseudonym may be taken before one first posts, of those drawn for one (ADR 49)."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from bulletin.audit.models import Entry
from participants import pseudonyms
from participants.actions import renaming
from participants.actions.posting import NotOpen
from participants.actions.renaming import A_HANDFUL, NotOffered, drawn_for, take_pseudonym
from participants.models import Participant
from sessions.enums import Identity
from sessions.models import Board
from tests import factories
from tests.factories import NOW
from tests.participants.visits import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Board:
    return factories.board(choose_pseudonym=True)


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board)


def page(me: Participant) -> str:
    return reverse("pseudonym", args=[me.board.slug])


def offered(browser: Client, me: Participant) -> dict[str, str]:
    html = browser.post(page(me), {"draw": "1"}).content.decode()
    found = re.findall(r'name="name" value="([^"]+)">([^<]+)</button>', html)
    return {name: token for token, name in found}


def test_one_of_those_drawn_is_taken(me: Participant) -> None:
    browser = browser_of(me)
    names = offered(browser, me)
    assert len(names) == A_HANDFUL
    name, token = names.popitem()

    response = browser.post(page(me), {"name": token}, follow=True)

    me.refresh_from_db()
    assert me.pseudonym == name
    assert f"You are {name} here from now on." in response.content.decode()


def test_a_look_draws_nothing_and_is_alike_each_time(me: Participant) -> None:
    browser = browser_of(me)

    first, second = (browser.get(page(me)).content.decode() for _ in range(2))

    assert 'name="name"' not in first
    assert len(first) == len(second)


def test_what_was_typed_or_drawn_for_somebody_else_is_not_taken(
    me: Participant, board: Board
) -> None:
    ((token, _name), *_rest) = drawn_for(factories.participant(board))
    browser = browser_of(me)

    for wrong in (token, "Captain Obvious", ""):
        response = browser.post(page(me), {"name": wrong})
        assert response.status_code == 422
        assert "That name is no longer free. Here are others." in response.content.decode()
    me.refresh_from_db()
    assert me.pseudonym == "Heron 01"


def test_what_was_drawn_long_ago_is_not_taken(
    me: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    ((token, _name), *_rest) = drawn_for(me)
    monkeypatch.setattr(renaming, "_OFFER_HOLDS", timedelta(seconds=-1))

    with pytest.raises(NotOffered):
        take_pseudonym(participant=me, token=token, now=NOW)


def test_whoever_was_quicker_keeps_it(me: Participant, board: Board) -> None:
    ((token, name), *_rest) = drawn_for(me)
    factories.participant(board, pseudonym=name)

    with pytest.raises(NotOffered), transaction.atomic():
        take_pseudonym(participant=me, token=token, now=NOW)
    assert me.pseudonym == "Heron 01"


def test_the_first_post_freezes_it(me: Participant, board: Board) -> None:
    browser = browser_of(me)
    ((token, _name), *_rest) = drawn_for(me)
    factories.call_for_help(me, factories.question(factories.stage(board)))

    with pytest.raises(NotOpen):
        take_pseudonym(participant=me, token=token, now=NOW)
    assert browser.get(page(me)).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"choose_pseudonym": False},
        dict.fromkeys(("identity_peers", "identity_staff", "identity_exports"), Identity.REAL_NAME),
    ],
)
def test_a_board_that_offers_it_not_or_shows_none_has_no_such_page(
    me: Participant, fields: dict[str, object]
) -> None:
    Board.objects.filter(pk=me.board_id).update(**fields)
    browser = browser_of(me)

    assert browser.get(page(me)).status_code == 404
    assert page(me) not in browser.get(reverse("board", args=[me.board.slug])).content.decode()


def test_the_board_and_the_box_lead_there_until_the_first_post(
    me: Participant, board: Board
) -> None:
    question = factories.question(factories.stage(board))
    places = [
        reverse("board", args=[board.slug]),
        reverse("about", args=[board.slug]),
        reverse("question", args=[board.slug, question.pk]),
    ]
    browser = browser_of(me)
    assert [page(me) in browser.get(place).content.decode() for place in places] == [True] * 3

    factories.answer(me, factories.question(question.stage))

    assert [page(me) in browser.get(place).content.decode() for place in places] == [False] * 3


def test_drawing_on_and_on_tells_nobody_which_birds_are_on_the_board(
    me: Participant, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pseudonyms, "ADJECTIVES", ("Quiet", "Bright"))
    nouns = ("Heron", "Otter", "Swan", "Teal", "Larch", "Oak", "Elm")
    monkeypatch.setattr(pseudonyms, "NOUNS", nouns)
    factories.participant(board, pseudonym="Quiet Otter")

    drawn = {name for _ in range(100) for _token, name in drawn_for(me)}

    pairs = {f"{adjective} {noun}" for adjective in ("Quiet", "Bright") for noun in nouns}
    assert drawn == pairs - {"Quiet Otter"}


def test_the_trail_keeps_neither_name(me: Participant) -> None:
    ((token, _name), *_rest) = drawn_for(me)

    take_pseudonym(participant=me, token=token, now=NOW)

    entry = Entry.objects.get(action="pseudonym_drawn")
    assert (entry.actor, entry.subject, entry.details) == (None, me.pk, {})


def test_drawing_very_often_is_answered_in_words(
    me: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of(me)
    monkeypatch.setattr("bulletin.web.limits.Limit.is_exceeded_by", lambda _limit, _who: True)

    response = browser.post(page(me), {"draw": "1"})

    assert response.status_code == 422
    assert "You have drawn very many names." in response.content.decode()
