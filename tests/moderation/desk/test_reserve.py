"""The reserve: in no count and never invited, moved in and out, and put in somebody's place."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.outbox.models import Notice
from bulletin.outbox.sweeping import sweep
from moderation.actions.reserve import Leaving, add_to_reserve, move_in, move_out, replace
from participants.models import Extension, Membership, Participant
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import Board
from tests import factories
from tests.conftest import Mailbox
from tests.moderation.desk.trails import trail
from tests.participants.routing.choosing import choose, held_by

NOW, DAY = factories.NOW, factories.DAY


def address(name: str, person: Participant) -> str:
    return reverse(name, args=["cop", person.pk])


def in_reserve(board: Board, **fields: Any) -> Participant:
    return factories.participant(board, consented=False, in_reserve=True, **fields)


def invited() -> set[Any]:
    return set(Notice.objects.filter(kind="invitation").values_list("recipient", flat=True))


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MODERATOR, Role.RECRUITER])
def test_somebody_is_put_in_reserve_and_neither_counted_nor_invited(
    board: Board, at_desk: Callable[[Role], Client], role: Role
) -> None:
    client = at_desk(role)

    client.post(reverse("desk_reserve", args=["cop"]), {"name": "Member 01", "email": "m@e.org"})
    sweep(now=NOW)

    person = board.participants.get()
    assert person.in_reserve
    assert invited() == set()
    assert trail()[0][::2] == ("person_put_in_reserve", person.pk)
    assert (
        "1 person in reserve" in client.get(reverse("desk_reserve", args=["cop"])).content.decode()
    )
    assert (
        "Nobody is on the roster yet."
        in client.get(reverse("desk_people", args=["cop"])).content.decode()
    )


def test_who_is_moved_in_is_invited_once_and_who_is_moved_out_before_the_mail_is_not(
    board: Board, facilitator: Client, mailbox: Mailbox
) -> None:
    first, second = in_reserve(board), in_reserve(board)
    for person in (first, second):
        facilitator.post(address("desk_moving_in", person))
    facilitator.post(address("desk_moving_out", second))
    sweep(now=NOW)

    assert [message["To"] for message in mailbox.messages] == [first.email]
    assert board.participants.get(in_reserve=True) == second


def test_who_was_invited_before_gets_another_link_as_they_are_moved_in_again(
    board: Board, mailbox: Mailbox
) -> None:
    person, by = factories.participant(board, consented=False), factories.facilitator(board).user
    sweep(now=NOW)
    move_out(participant=person, by=by, now=NOW)
    sweep(now=NOW)

    assert move_in(participant=person, by=by, now=NOW)
    assert not move_in(participant=person, by=by, now=NOW)
    sweep(now=NOW)

    assert len(mailbox.messages) == 2


def test_nobody_who_has_come_or_left_is_moved_to_the_reserve(board: Board) -> None:
    by = factories.facilitator(board).user
    came = factories.participant(board, first_came_at=NOW)
    left = factories.participant(board, withdrawn_at=NOW, withdrawn_answers="keep")
    for person in (came, left):
        with pytest.raises(Refused):
            move_out(participant=person, by=by, now=NOW)


@pytest.mark.parametrize("how", list(Leaving))
def test_somebody_from_the_reserve_takes_a_place_in_one_step(
    board: Board, facilitator: Client, how: Leaving
) -> None:
    sector = factories.segment_set(board, "sector", "health", "local authority")
    site = factories.segment_set(board, "site", "north", "south")
    held = [factories.segment(sector, "health"), factories.segment(site, "north")]
    leaves = factories.participant(board, segments=held)
    comes = in_reserve(board, segments=[factories.segment(site, "south")])

    facilitator.post(
        address("desk_replacement", leaves),
        {"who": str(comes.pk), "how": how.value, "reason": "Left the organisation"},
    )
    sweep(now=NOW)

    leaves.refresh_from_db()
    comes.refresh_from_db()
    current = Membership.objects.current().filter(participant=comes)
    assert sorted(current.values_list("segment__value", flat=True)) == ["health", "south"]
    assert comes.is_active
    assert comes.pk in invited()
    assert bool(leaves.deactivated_at) == (how == Leaving.CLOSED)
    assert bool(leaves.cannot_take_part_at) == (how == Leaving.UNABLE)
    assert (
        "Left the organisation" in facilitator.get(address("desk_person", leaves)).content.decode()
    )
    assert ("person_replaced", factories.facilitator(board).user.pk, leaves.pk) in trail()


def test_what_an_answer_led_to_is_not_handed_on_with_the_place(board: Board) -> None:
    """It is an answer, and the other has given none."""
    sector = factories.segment_set(board, "sector", "health", "care")
    site = factories.segment_set(board, "site", "north")
    asked = factories.routing_question(factories.stage(board), *sector.segments.all())
    leaves = factories.participant(board, segments=[factories.segment(site, "north")])
    choose(leaves, asked, "health")
    comes = in_reserve(board)
    assert held_by(leaves) == ["health", "north"]

    by = factories.facilitator(board).user
    assert replace(
        participant=leaves,
        successor=comes,
        leaving=Leaving.CLOSED,
        reason="",
        by=by,
        now=NOW + DAY,
    )

    assert held_by(comes) == ["north"]


def test_a_replacement_asks_for_somebody_who_is_there_and_for_a_reason(
    board: Board, facilitator: Client
) -> None:
    person = factories.participant(board)
    page = facilitator.post(address("desk_replacement", person), {"who": "", "how": "closed"})

    assert page.status_code == 422
    assert "Nobody is in reserve." in page.content.decode()
    person.refresh_from_db()
    assert person.is_active


def test_one_person_takes_one_place(board: Board) -> None:
    by, comes = factories.facilitator(board).user, in_reserve(board)
    first, second = factories.participant(board), factories.participant(board)

    done = [
        replace(
            participant=person, successor=comes, leaving=Leaving.CLOSED, reason="", by=by, now=NOW
        )
        for person in (first, second)
    ]

    second.refresh_from_db()
    assert done == [True, False]
    assert second.is_active


def test_nobody_is_moved_in_whose_place_is_closed(board: Board) -> None:
    by = factories.facilitator(board).user
    person = in_reserve(board, deactivated_at=NOW, deactivated_by=by)

    with pytest.raises(Refused, match="Their place is closed"):
        move_in(participant=person, by=by, now=NOW)

    person.refresh_from_db()
    assert person.in_reserve


# Late joiners


def late_board(days: int | None) -> Board:
    """One stage closed yesterday, one is open."""
    board = factories.board(slug="late", late_joiner_days=days)
    factories.stage(board, opens_at=NOW - 3 * DAY, closes_at=NOW - DAY)
    factories.stage(board)
    return board


@pytest.mark.parametrize(("days", "until"), [(None, None), (3, NOW + 3 * DAY), (99, "grace")])
def test_a_late_joiner_finds_closed_stages_as_the_board_says(
    db: None, days: int | None, until: Any
) -> None:
    board = late_board(days)
    by = factories.facilitator(board).user
    waiting = add_to_reserve(board=board, name="A", email="", segments=(), by=by, now=NOW)
    assert not Extension.objects.exists()

    move_in(participant=waiting, by=by, now=NOW)

    given = list(Extension.objects.values_list("participant", "stage__position", "until"))
    closed = board.stages.earliest("position").position
    wanted = board.grace_ends_at if until == "grace" else until
    assert given == ([(waiting.pk, closed, wanted)] if days else [])
    assert ("late_joiner_given_time" in [line[0] for line in trail()]) == bool(days)


def test_who_is_moved_in_again_later_has_as_long_as_the_page_says(db: None) -> None:
    board = late_board(3)
    by = factories.facilitator(board).user
    person = in_reserve(board)
    for moment in (NOW, NOW + DAY):
        move_in(participant=person, by=by, now=moment)
        move_out(participant=person, by=by, now=moment)

    assert list(Extension.objects.values_list("until", flat=True)) == [NOW + 4 * DAY]
    assert [line[0] for line in trail()].count("late_joiner_given_time") == 2


def test_more_time_than_late_joiners_have_is_not_taken_from_anybody(db: None) -> None:
    """Of what they did not need nothing is told."""
    board = late_board(3)
    by = factories.facilitator(board).user
    person = in_reserve(board)
    longer = NOW + 5 * DAY
    factories.extension(person, board.stages.earliest("position"), longer)

    move_in(participant=person, by=by, now=NOW)

    assert Extension.objects.get().until == longer
    assert "late_joiner_given_time" not in [line[0] for line in trail()]


def test_nothing_is_given_before_the_launch_or_after_the_grace_period(db: None) -> None:
    board = late_board(3)
    by = factories.facilitator(board).user
    after = board.grace_ends_at + timedelta(hours=1)
    person = in_reserve(board)

    move_in(participant=person, by=by, now=after)

    assert not Extension.objects.exists()
