"""The ways out of a board: each explained where it begins, and confirmed on a page of its own."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from participants.models import Participant
from sessions.enums import Role
from sessions.models import Board
from tests import factories

NOW = factories.NOW


def address(name: str, person: Participant) -> str:
    return reverse(name, args=["cop", person.pk])


def test_closing_and_withdrawing_are_told_apart_on_the_person_s_page(
    board: Board, at_desk: Callable[[Role], Client]
) -> None:
    person = factories.participant(board)

    page = at_desk(Role.MODERATOR).get(address("desk_person", person)).content.decode()

    assert "It can be undone at any time." in page
    assert "It cannot be undone; their name and address stay on record." in page
    for name in ("desk_deactivation", "desk_withdrawal"):
        assert address(name, person) in page
    recruiter = at_desk(Role.RECRUITER).get(address("desk_person", person)).content.decode()
    assert "Leaving the board" not in recruiter


def test_who_has_left_is_shown_no_way_out_that_they_have_gone(
    board: Board, facilitator: Client
) -> None:
    closed = factories.participant(board, deactivated_at=NOW)
    withdrawn = factories.participant(board, withdrawn_at=NOW, withdrawn_answers="keep")

    page = facilitator.get(address("desk_person", closed)).content.decode()
    assert address("desk_deactivation", closed) not in page
    assert address("desk_withdrawal", closed) in page
    gone = facilitator.get(address("desk_person", withdrawn)).content.decode()
    for name in ("desk_deactivation", "desk_withdrawal"):
        assert address(name, withdrawn) not in gone
    assert address("desk_erasure", withdrawn) in gone


def test_a_place_is_closed_once_its_page_is_confirmed_and_the_reason_goes_as_it_opens(
    board: Board, facilitator: Client
) -> None:
    person = factories.participant(board)
    page = facilitator.get(address("desk_deactivation", person)).content.decode()
    assert "They get in no more, on no device" in page
    person.refresh_from_db()
    assert person.is_active

    facilitator.post(address("desk_deactivation", person), {"reason": "Wrong person"})
    person.refresh_from_db()
    assert person.deactivated_why == "Wrong person"
    assert not person.is_active
    facilitator.post(address("desk_reactivation", person))
    person.refresh_from_db()
    assert (person.is_active, person.deactivated_why) == (True, "")
