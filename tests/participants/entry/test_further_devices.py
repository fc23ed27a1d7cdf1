from datetime import timedelta

import pytest
from django.test import Client

from bulletin.outbox.models import Notice
from bulletin.text.tokens import digest_of
from bulletin.web.limits import Limit
from participants.entry.actions.codes import send_codes, try_code
from participants.models import Device, DevicePermission, EntryCode, Participant, PersonalLink
from participants.models.entry import CODE_LASTS
from sessions.models import Board
from tests import factories
from tests.participants.entry.doors import code_for, come_in, link_of, move_on, words


@pytest.fixture
def participant(board: Board) -> Participant:
    """Someone whose first device is in."""
    made = factories.participant(board)
    come_in(made)
    return made


@pytest.fixture
def door(client: Client, participant: Participant) -> str:
    """Where this second browser, after the button of a link, is asked for a code."""
    response = client.post(link_of(participant))
    path: str = response.headers["Location"]
    assert path.startswith("/i/")
    assert path.endswith("/code/")
    return path


def test_a_further_device_is_asked_for_a_code_that_went_to_the_address(
    client: Client, participant: Participant, door: str
) -> None:
    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient) == ("entry_code", participant.pk)
    assert len(notice.secret) == 6
    assert notice.secret.isdigit()
    assert client.get(door).status_code == 200
    assert client.get("/b/cop/").status_code == 404
    assert Device.objects.count() == 1


def test_the_right_code_lets_it_in_and_proves_the_address(
    client: Client, participant: Participant, door: str
) -> None:
    response = client.post(door, {"code": code_for(participant)})
    assert response.headers["Location"] == "/b/cop/"
    assert client.get("/b/cop/").status_code == 200
    device = Device.objects.latest("let_in_at")
    assert device.proved_address == participant.email
    assert EntryCode.objects.get().used_at is not None
    assert PersonalLink.objects.filter(uses=1).count() == 2


def test_a_code_may_be_typed_with_a_space(
    client: Client, participant: Participant, door: str
) -> None:
    digits = code_for(participant)
    response = client.post(door, {"code": f" {digits[:3]} {digits[3:]} "})
    assert response.headers["Location"] == "/b/cop/"


def test_what_is_no_code_is_said_beside_the_field_and_costs_no_try(
    client: Client, door: str
) -> None:
    response = client.post(door, {"code": "12x"})
    assert response.status_code == 422
    assert "The code has six digits" in words(response)
    assert 'value="12x"' in words(response)
    assert EntryCode.objects.get().attempts == 0


def test_after_five_wrong_codes_the_right_one_is_refused_too(
    client: Client, participant: Participant, door: str
) -> None:
    right = code_for(participant)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    said = [words(client.post(door, {"code": wrong})) for _ in range(5)]
    assert "You can try 4 more times." in said[0]
    assert "You can try once more." in said[3]
    assert "Please ask for a new one." in said[4]
    assert EntryCode.objects.get().attempts == 5
    response = client.post(door, {"code": right})
    assert response.status_code == 422
    assert Device.objects.count() == 1


def test_a_code_outlives_a_wrong_try(client: Client, participant: Participant, door: str) -> None:
    right = code_for(participant)
    assert client.post(door, {"code": f"{(int(right) + 1) % 1_000_000:06}"}).status_code == 422
    assert client.post(door, {"code": right}).headers["Location"] == "/b/cop/"


@pytest.mark.parametrize(("minutes", "status"), [(14, 302), (15, 422)])
def test_a_code_is_good_for_fifteen_minutes(
    client: Client, participant: Participant, door: str, minutes: int, status: int
) -> None:
    move_on(minutes=minutes)
    assert client.post(door, {"code": code_for(participant)}).status_code == status


def test_a_code_works_once(client: Client, participant: Participant, door: str) -> None:
    code = code_for(participant)
    assert client.post(door, {"code": code}).status_code == 302
    client.post("/b/cop/leave/")
    assert client.post(door, {"code": code}).status_code == 422


def test_a_code_is_of_no_use_to_a_browser_that_did_not_ask_for_it(
    participant: Participant, door: str
) -> None:
    response = Client().post(door, {"code": code_for(participant)})
    assert response.status_code == 422
    assert "This browser has asked for no code yet." in words(response)


def test_asking_again_sends_a_new_code_and_forgets_the_old(
    client: Client, participant: Participant, door: str
) -> None:
    old = code_for(participant)
    move_on(minutes=1)
    assert client.post(door, {"again": ""}).headers["Location"] == door
    new = code_for(participant)
    assert EntryCode.objects.count() == 2
    assert client.post(door, {"code": old}).status_code == (302 if old == new else 422)
    assert client.post(door, {"code": new}).status_code == 302


def test_only_so_many_codes_are_mailed_to_one_address(
    client: Client, door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = Limit("mails in this test", most=1, within=timedelta(minutes=15))
    monkeypatch.setattr("participants.entry.views.links.MAILS", limit)
    assert client.post(door, {"again": ""}).status_code == 302
    assert client.post(door, {"again": ""}).status_code == 429
    assert EntryCode.objects.count() == 2


def test_a_link_revoked_meanwhile_takes_no_code(
    client: Client, board: Board, participant: Participant, door: str
) -> None:
    code = code_for(participant)
    PersonalLink.objects.update(
        revoked_at=factories.NOW, revoked_by=factories.facilitator(board).user
    )
    assert client.post(door, {"code": code}).status_code == 404


def test_signing_out_does_not_make_the_next_device_the_first(client: Client, board: Board) -> None:
    participant = factories.participant(board)
    come_in(participant).post("/b/cop/leave/")
    assert client.post(link_of(participant)).headers["Location"].endswith("/code/")


def test_a_device_let_in_by_a_revoked_link_is_nobodys_first(client: Client, board: Board) -> None:
    participant = factories.participant(board)
    come_in(participant)
    PersonalLink.objects.update(
        revoked_at=factories.NOW, revoked_by=factories.facilitator(board).user
    )
    assert client.post(link_of(participant)).headers["Location"] == "/b/cop/"


def test_without_an_address_one_is_told_whom_to_ask(client: Client, board: Board) -> None:
    board.contacts.create(
        position=1, purpose="support", name="Technical help", email="support@example.org"
    )
    participant = factories.participant(board, email="")
    come_in(participant)
    page = client.get(client.post(link_of(participant)).headers["Location"])
    assert page.status_code == 200
    assert "the facilitator lets this device in" in words(page)
    assert "support@example.org" in words(page)
    assert not EntryCode.objects.exists()


@pytest.mark.parametrize("email", ["", None])
def test_a_permission_from_staff_lets_one_device_in(board: Board, email: str | None) -> None:
    participant = factories.participant(board, email=email)
    come_in(participant)
    DevicePermission.objects.create(
        participant=participant,
        given_at=factories.NOW,
        given_by=factories.facilitator(board).user,
    )
    path = link_of(participant)
    second, third = Client(), Client()
    assert second.post(path).headers["Location"] == "/b/cop/"
    assert DevicePermission.objects.get().used_at is not None
    assert third.post(path).headers["Location"].endswith("/code/")
    assert third.get("/b/cop/").status_code == 404


def test_a_code_keeps_count_of_its_tries_whatever_the_browser_remembers(
    board: Board, participant: Participant
) -> None:
    [code] = send_codes([participant], now=factories.NOW)
    right = code_for(participant)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _ in range(5):
        assert try_code([str(code.pk)], wrong, now=factories.NOW) is None
    assert try_code([str(code.pk)], right, now=factories.NOW) is None
    code.refresh_from_db()
    assert (code.attempts, code.used_at) == (5, None)


@pytest.mark.parametrize(("after", "works"), [(timedelta(minutes=14), True), (CODE_LASTS, False)])
def test_a_code_runs_out_whatever_the_browser_remembers(
    board: Board, participant: Participant, after: timedelta, works: bool
) -> None:
    [code] = send_codes([participant], now=factories.NOW)
    found = try_code([str(code.pk)], code_for(participant), now=factories.NOW + after)
    assert (found == participant) == works


def test_a_code_is_used_up_whatever_the_browser_remembers(
    board: Board, participant: Participant
) -> None:
    [code] = send_codes([participant], now=factories.NOW)
    digits = code_for(participant)
    assert try_code([str(code.pk)], digits, now=factories.NOW) == participant
    assert try_code([str(code.pk)], digits, now=factories.NOW) is None


def test_a_code_is_kept_as_nothing_from_which_it_could_be_read(
    board: Board, participant: Participant
) -> None:
    [code] = send_codes([participant], now=factories.NOW)
    digits = code_for(participant)
    assert bytes(code.digest) != digest_of(digits)
    assert try_code([str(code.pk)], digits, now=factories.NOW) == participant


def test_another_persons_code_opens_nobodys_place(
    client: Client, participant: Participant, door: str
) -> None:
    """At somebody's own link only their code counts, though this browser asked for others."""
    stranger = factories.participant(
        factories.board(slug="other"), email="somebody.else@example.org"
    )
    client.post("/enter/", {"email": stranger.email})
    devices = Device.objects.count()

    refused = client.post(door, {"code": code_for(stranger)})

    assert refused.status_code == 422
    assert Device.objects.count() == devices
    assert client.get("/b/cop/").status_code == 404
