from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from bulletin.web.limits import Limit
from participants.entry.actions.entering import open_place
from participants.models import Device, EntryCode, PersonalLink
from sessions.models import Board
from tests import factories
from tests.participants.entry.doors import come_in, everything_stored, link_of, words


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_a_link_changes_nothing(client: Client, board: Board, method: str) -> None:
    path = link_of(factories.participant(board))
    before = everything_stored()
    response = getattr(client, method)(path)
    assert response.status_code == 200
    assert everything_stored() == before


def test_a_link_shows_the_title_of_its_board_and_a_button(client: Client, board: Board) -> None:
    response = client.get(link_of(factories.participant(board)))
    assert "<h1>Communities of practice</h1>" in words(response)
    page, _end, foot = words(response).partition("</main>")
    assert page.count("<button") == 1
    assert foot.count('<button class="plain-button" type="submit" name="language"') == 4


def test_a_link_speaks_its_persons_language(client: Client, board: Board) -> None:
    path = link_of(factories.participant(board, language="de"))
    assert '<html lang="de" dir="ltr">' in words(client.get(path))


def test_a_links_page_is_cached_nowhere_and_its_address_told_to_nobody(
    client: Client, board: Board
) -> None:
    response = client.get(link_of(factories.participant(board)))
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "strict-origin"


def test_the_button_lets_this_browser_in_and_signs_in_no_user(client: Client, board: Board) -> None:
    participant = factories.participant(board)
    path = link_of(participant)
    assert client.post(path).headers["Location"] == "/b/cop/"
    assert client.get("/b/cop/").status_code == 200
    assert "_auth_user_id" not in client.session
    device, link = Device.objects.get(), PersonalLink.objects.get()
    assert (device.participant, device.link, device.ended_at) == (participant, link, None)
    assert (link.uses, link.first_used_at) == (1, device.let_in_at)
    participant.refresh_from_db()
    assert participant.first_came_at == device.let_in_at


def test_a_browser_that_is_in_goes_straight_to_the_board(board: Board) -> None:
    participant = factories.participant(board)
    client = come_in(participant)
    another = link_of(participant)
    assert client.get(another).headers["Location"] == "/b/cop/"
    assert client.post(another).headers["Location"] == "/b/cop/"
    assert Device.objects.count() == 1


def test_coming_in_changes_the_name_under_which_the_browser_is_known(
    client: Client, board: Board
) -> None:
    client.get("/enter/code/")
    session = client.session
    session["something"] = "kept"
    session.save()
    assert session.session_key
    client.cookies["sessionid"] = session.session_key
    come_in(factories.participant(board), client)
    assert client.session.session_key != session.session_key
    assert client.session["something"] == "kept"


def test_a_link_from_a_mail_proves_the_address(board: Board) -> None:
    participant = factories.participant(board)
    come_in(participant)
    assert Device.objects.get().proved_address == participant.email


def test_a_link_that_staff_copied_proves_no_address(client: Client, board: Board) -> None:
    participant = factories.participant(board)
    client.post(link_of(participant, by=factories.facilitator(board).user))
    assert client.get("/b/cop/").status_code == 200
    assert Device.objects.get().proved_address == ""


def test_a_dead_link_offers_a_way_in_and_is_the_same_whatever_killed_it(
    client: Client, board: Board
) -> None:
    revoked, erased = (link_of(factories.participant(board)) for _ in range(2))
    PersonalLink.objects.filter(participant__pseudonym="Heron 01").update(
        revoked_at=factories.NOW, revoked_by=factories.facilitator(board).user
    )
    board.participants.filter(pseudonym="Heron 02").update(erased_at=factories.NOW)
    unknown = client.get("/i/never-made/")
    assert unknown.status_code == 404
    assert 'action="/enter/"' in words(unknown)
    for path in (revoked, erased, "/i/"):
        for method in (client.get, client.post):
            response = method(path)
            assert (response.status_code, words(response)) == (404, words(unknown))
    assert not Device.objects.exists()


def test_a_revoked_link_puts_out_the_devices_it_let_in(board: Board) -> None:
    client = come_in(factories.participant(board))
    assert client.get("/b/cop/").status_code == 200
    PersonalLink.objects.update(
        revoked_at=factories.NOW, revoked_by=factories.facilitator(board).user
    )
    assert client.get("/b/cop/").status_code == 404


def test_a_personal_link_opens_one_place_on_one_board_and_nothing_else(board: Board) -> None:
    participant = factories.participant(board)
    factories.participant(factories.board(slug="other"), email=participant.email)
    client = come_in(participant)
    assert client.get("/b/cop/").status_code == 200
    for page in ("", "about/", "consent/", "consent/copy/"):
        assert client.get(f"/b/other/{page}").status_code == 404
    for page in ("/desk/", "/desk/cop/", reverse("mfa_index"), reverse("account")):
        response = client.get(page)
        assert (page, response.status_code) == (page, 302)
        assert response.headers["Location"].startswith(reverse("account_login"))


def test_knocking_too_often_is_refused_for_a_while(
    client: Client, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = Limit("links in this test", most=2, within=timedelta(minutes=10))
    monkeypatch.setattr("participants.entry.views.links.LINKS", limit)
    first, second, third = (link_of(factories.participant(board)) for _ in range(3))
    assert [client.post(path).status_code for path in (first, second)] == [302, 302]
    refused = client.post(third)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")
    assert Device.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_browsers_at_the_same_instant_one_must_prove_itself() -> None:
    participant = factories.participant(factories.board())
    PersonalLink.objects.issue(participant, now=factories.NOW)
    ready, outcomes = Barrier(2), list[bool]()

    def press() -> None:
        link = PersonalLink.objects.select_related("participant__board").get()
        ready.wait()
        outcomes.append(open_place(link=link, now=factories.NOW) is not None)
        connection.close()

    presses = [Thread(target=press) for _ in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert sorted(outcomes) == [False, True]
    assert Device.objects.count() == 1
    assert not EntryCode.objects.exists()
