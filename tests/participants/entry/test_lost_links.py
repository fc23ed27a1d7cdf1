from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bulletin.outbox.models import Notice
from bulletin.web.limits import Limit
from participants.actions.erasing import erase_place
from participants.models import Device, EntryCode
from sessions.models import Board
from tests import factories
from tests.participants.entry.doors import code_for, come_in, words

NOBODY = "nobody@example.org"


def test_a_known_address_gets_a_code_that_opens_its_place(client: Client, board: Board) -> None:
    participant = factories.participant(board)
    response = client.post("/b/cop/enter/", {"email": participant.email})
    assert response.headers["Location"] == "/b/cop/enter/code/"
    answer = client.post("/b/cop/enter/code/", {"code": code_for(participant)})
    assert answer.headers["Location"] == "/b/cop/"
    assert client.get("/b/cop/").status_code == 200
    device = Device.objects.get()
    assert (device.participant, device.link) == (participant, None)
    assert device.proved_address == participant.email


def test_nothing_tells_a_known_address_from_an_unknown_one(board: Board) -> None:
    participant = factories.participant(board)
    known, unknown = Client(), Client()
    for client, email in ((known, participant.email), (unknown, NOBODY)):
        assert client.post("/b/cop/enter/", {"email": email}).status_code == 302
    right = code_for(participant)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    assert words(known.get("/b/cop/enter/code/")) == words(unknown.get("/b/cop/enter/code/"))
    for _ in range(7):
        one, other = (
            client.post("/b/cop/enter/code/", {"code": wrong}) for client in (known, unknown)
        )
        assert (one.status_code, words(one)) == (other.status_code, words(other))
    assert words(known.get("/b/cop/enter/code/")) == words(unknown.get("/b/cop/enter/code/"))


def test_an_unknown_address_is_sent_nothing(client: Client, board: Board) -> None:
    client.post("/b/cop/enter/", {"email": NOBODY})
    assert not EntryCode.objects.exists()
    assert not Notice.objects.exists()


def test_of_two_who_share_an_address_the_code_says_whose_place(board: Board) -> None:
    one, two = (factories.participant(board, email="home@example.org") for _ in range(2))
    for participant in (one, two):
        client = Client()
        client.post("/b/cop/enter/", {"email": "HOME@example.org"})
        assert code_for(one) != code_for(two)
        client.post("/b/cop/enter/code/", {"code": code_for(participant)})
        assert participant.pseudonym in words(client.get("/b/cop/"))


def newer_board(title: str = "The newer one") -> Board:
    board = factories.board(slug="other", title=title)
    board.launched_at = factories.NOW
    board.save()
    return board


def test_without_a_board_in_the_address_one_code_opens_every_place(
    client: Client, board: Board
) -> None:
    here = factories.participant(board)
    later = newer_board("Another one")
    there = factories.participant(later, email=here.email.upper())
    client.post("/enter/", {"email": here.email})
    assert [code.participant for code in EntryCode.objects.all()] == [there]
    answer = client.post("/enter/code/", {"code": code_for(there)})
    assert answer.headers["Location"] == "/"
    page = words(client.get("/"))
    assert "Communities of practice" in page
    assert "Another one" in page
    here.refresh_from_db()
    assert here.first_came_at is None
    assert client.get("/b/cop/").status_code == client.get("/b/other/").status_code == 200
    assert {device.participant for device in Device.objects.all()} == {here, there}
    here.refresh_from_db()
    assert here.first_came_at == here.last_came_at is not None


def test_a_code_for_one_board_opens_that_board_alone(client: Client, board: Board) -> None:
    here = factories.participant(board)
    factories.participant(factories.board(slug="other"), email=here.email)
    client.post("/b/cop/enter/", {"email": here.email})
    answer = client.post("/b/cop/enter/code/", {"code": code_for(here)})
    assert answer.headers["Location"] == "/b/cop/"
    assert client.get("/b/other/").status_code == 404


def test_where_two_share_an_address_on_one_board_each_code_opens_its_own_place(
    client: Client, board: Board
) -> None:
    one, two = (factories.participant(board, email="home@example.org") for _ in range(2))
    elsewhere = factories.participant(factories.board(slug="other"), email="home@example.org")
    client.post("/enter/", {"email": "home@example.org"})
    assert {code.participant for code in EntryCode.objects.all()} == {one, two, elsewhere}
    answer = client.post("/enter/code/", {"code": code_for(two)})
    assert answer.headers["Location"] == "/b/cop/"
    assert [device.participant for device in Device.objects.all()] == [two]


@pytest.mark.parametrize(
    "fields",
    [
        {"deactivated_at": factories.NOW},
        {"withdrawn_at": factories.NOW, "withdrawn_answers": "keep"},
        {"in_reserve": True},
        {"address_bad_at": factories.NOW},
    ],
)
def test_whoever_shared_an_address_has_shared_it_for_good(
    client: Client, board: Board, fields: dict[str, Any]
) -> None:
    shared: dict[str, Any] = {"name": "Member 01", "email": "home@example.org"}
    factories.participant(board, **shared, **fields)
    two = factories.participant(board, **shared)
    elsewhere = factories.participant(newer_board(), **shared)
    client.post("/enter/", {"email": "home@example.org"})
    client.post("/enter/code/", {"code": code_for(two)})
    assert elsewhere not in {device.participant for device in Device.objects.all()}


@pytest.mark.parametrize("met", [True, False])
def test_one_address_under_two_names_is_two_peoples(
    client: Client, board: Board, met: bool
) -> None:
    if met:
        gone = factories.participant(board, name="Ann", email="home@example.org")
        erase_place(participant=gone, now=factories.NOW)
    two = factories.participant(board, name="Ben", email="home@example.org")
    elsewhere = factories.participant(newer_board(), name="Ann", email="home@example.org")
    client.post("/enter/", {"email": "home@example.org"})
    assert {code.participant for code in EntryCode.objects.all()} == {two, elsewhere}
    client.post("/enter/code/", {"code": code_for(two)})
    assert [device.participant for device in Device.objects.all()] == [two]


def test_a_name_is_the_same_whatever_its_capitals_and_blanks(client: Client, board: Board) -> None:
    here = factories.participant(board, name="Ann  Smith", email="ann@example.org")
    there = factories.participant(newer_board(), name="ann smith ", email="ann@example.org")
    client.post("/enter/", {"email": "ann@example.org"})
    client.post("/enter/code/", {"code": code_for(there)})
    assert {device.participant for device in Device.objects.all()} == {here, there}


def test_a_code_takes_nobodys_place_in_a_browser_that_two_use(client: Client, board: Board) -> None:
    come_in(factories.participant(board), client)
    mine = factories.participant(board)
    there = factories.participant(newer_board(), name=mine.name, email=mine.email)
    client.post("/enter/", {"email": mine.email})
    client.post("/enter/code/", {"code": code_for(there)})
    assert "The others know you here as <strong>Heron 01</strong>." in words(client.get("/b/cop/"))
    assert client.get("/b/other/").status_code == 200


def test_places_that_may_not_be_entered_get_no_code(client: Client, board: Board) -> None:
    email = "member@example.org"
    factories.participant(board, email=email, deactivated_at=factories.NOW)
    factories.participant(board, email=email, in_reserve=True)
    factories.participant(board, email=email, erased_at=factories.NOW)
    factories.participant(board, email=email, address_bad_at=factories.NOW)
    factories.participant(factories.board(launched=False), email=email)
    factories.participant(factories.board(archive_removed_at=factories.NOW), email=email)
    client.post("/enter/", {"email": email})
    assert not EntryCode.objects.exists()
    welcome = factories.participant(board, email=email)
    client.post("/enter/", {"email": email})
    assert [code.participant for code in EntryCode.objects.all()] == [welcome]


def test_what_is_no_address_is_said_beside_the_field(client: Client) -> None:
    response = client.post("/enter/", {"email": "member-01"})
    assert response.status_code == 422
    assert "Enter a valid email address." in words(response)
    assert 'value="member-01"' in words(response)


@pytest.mark.parametrize("email", ["member-01@example.org", NOBODY])
def test_asking_too_often_is_refused_for_known_and_unknown_alike(
    client: Client, board: Board, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    factories.participant(board)
    limit = Limit("mails in this test", most=1, within=timedelta(minutes=15))
    monkeypatch.setattr("participants.entry.views.lost_link.MAILS", limit)
    assert client.post("/b/cop/enter/", {"email": email}).status_code == 302
    assert client.post("/b/cop/enter/", {"email": email.upper()}).status_code == 429


def test_a_board_that_does_not_exist_takes_an_address_like_any_other(client: Client) -> None:
    there = words(client.get("/b/none/enter/")).replace("/b/none/enter/", "/enter/")
    assert there == words(client.get("/enter/"))
    answer = client.post("/b/none/enter/", {"email": NOBODY})
    assert answer.headers["Location"] == "/b/none/enter/code/"
