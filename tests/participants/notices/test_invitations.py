"""Whoever is on a launched board with an address is invited, once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from bulletin.outbox.actions import owe
from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.models import Notice
from bulletin.outbox.sweeping import sweep
from sessions.models import Board
from tests import factories
from tests.conftest import Mailbox

from .conftest import came, london

pytestmark = pytest.mark.django_db

LAUNCH = factories.LAUNCHED_AT


def addresses(mailbox: Mailbox) -> list[str]:
    return sorted(message["To"] for message in mailbox.messages)


def test_everybody_with_an_address_is_invited_once(mailbox: Mailbox) -> None:
    board = factories.board()
    for _ in range(3):
        factories.participant(board, consented=False)
    factories.participant(board, email="")

    for minute in range(3):
        sweep(now=LAUNCH + timedelta(minutes=minute))

    assert addresses(mailbox) == [f"member-0{n}@example.org" for n in (1, 2, 3)]
    assert Notice.objects.filter(kind="invitation", board=board.pk).count() == 3


def test_nobody_is_invited_before_the_launch(mailbox: Mailbox) -> None:
    factories.participant(factories.board(launched=False), consented=False)

    assert sweep(now=LAUNCH).planned == 0


def test_later_additions_are_invited_and_nobody_again(mailbox: Mailbox) -> None:
    board = factories.board()
    factories.participant(board, consented=False)
    sweep(now=LAUNCH)
    factories.participant(board, consented=False, added_at=LAUNCH + factories.HOUR)

    sweep(now=LAUNCH + factories.HOUR)

    assert addresses(mailbox) == ["member-01@example.org", "member-02@example.org"]


@pytest.mark.parametrize(
    "state",
    [
        {"in_reserve": True},
        {"deactivated_at": LAUNCH},
        {"withdrawn_at": LAUNCH, "withdrawn_answers": "keep"},
        {"erased_at": LAUNCH},
        {"address_bad_at": LAUNCH},
        {"cannot_take_part_at": LAUNCH},
        {"first_came_at": LAUNCH},
    ],
    ids=lambda state: next(iter(state)),
)
def test_an_invitation_is_owed_only_to_whom_it_helps(
    mailbox: Mailbox, state: dict[str, Any]
) -> None:
    factories.participant(factories.board(), consented=False, **state)

    assert sweep(now=LAUNCH).planned == 0


def test_who_declined_receives_nothing(mailbox: Mailbox) -> None:
    person = factories.participant(factories.board(), consented=False)
    factories.decline(person)

    assert sweep(now=LAUNCH).planned == 0


def test_who_declined_and_then_agreed_to_a_later_version_is_written_to_again(
    mailbox: Mailbox,
) -> None:
    board = factories.board()
    person = factories.participant(board, consented=False)
    factories.decline(person)
    factories.consent(person, factories.consent_version(board))

    assert sweep(now=LAUNCH).sent == 1


def test_between_planning_and_sending_everything_is_asked_again(mailbox: Mailbox) -> None:
    board = factories.board()
    person = factories.participant(board, consented=False)
    factories.pause(board, started_at=LAUNCH)
    sweep(now=LAUNCH)
    assert Notice.objects.get().held_why == Wait.PAUSED
    board.pauses.update(ended_at=LAUNCH + factories.HOUR, ended_by=F("started_by"))
    factories.decline(person)

    sweep(now=LAUNCH + factories.HOUR)

    assert Notice.objects.get().dropped_why == Reason.DECLINED
    assert mailbox.messages == []


def test_while_the_board_is_paused_invitations_wait(mailbox: Mailbox) -> None:
    board = factories.board()
    factories.participant(board, consented=False)
    factories.pause(board, started_at=LAUNCH)

    assert (sweep(now=LAUNCH).sent, sweep(now=LAUNCH + factories.DAY).sent) == (0, 0)
    board.pauses.update(ended_at=LAUNCH + factories.DAY, ended_by=F("started_by"))
    assert sweep(now=LAUNCH + factories.DAY).sent == 1


def test_an_invitation_never_expires_while_the_board_runs(mailbox: Mailbox) -> None:
    factories.participant(factories.board(), consented=False)

    assert sweep(now=factories.ENDS_AT - timedelta(minutes=1)).sent == 1


def test_nobody_is_invited_to_a_board_that_is_over(mailbox: Mailbox) -> None:
    factories.participant(factories.board(), consented=False)

    assert sweep(now=factories.ENDS_AT).planned == 0


def test_who_came_by_a_copied_link_meanwhile_is_not_invited(mailbox: Mailbox) -> None:
    board = factories.board()
    person = factories.participant(board, consented=False)
    night = london(25, 22)
    sweep(now=night)
    person.first_came_at = night + factories.HOUR
    person.save()

    sweep(now=london(26, 8))

    assert Notice.objects.get().dropped_why == Reason.HAS_COME
    assert mailbox.messages == []


def test_staff_can_send_an_invitation_again_even_to_who_has_come(mailbox: Mailbox) -> None:
    board = factories.board()
    person = came(board, LAUNCH)

    owe(
        kind="invitation",
        recipient=person.pk,
        subject=board.pk,
        board=board.pk,
        now=factories.NOW,
    )
    sweep(now=factories.NOW)

    assert addresses(mailbox) == [person.email]
    assert sorted(Notice.objects.filter(kind="invitation").values_list("nth", flat=True)) == [1, 2]


def test_a_corrected_address_is_invited_anew(mailbox: Mailbox) -> None:
    board = factories.board()
    person = factories.participant(board, consented=False)
    night = london(25, 22)
    sweep(now=night)
    person.address_bad_at = night
    person.save()
    sweep(now=london(26, 8))
    assert Notice.objects.get().dropped_why == Reason.BAD_ADDRESS

    person.email, person.address_bad_at = "corrected@example.org", None
    person.save()
    sweep(now=london(26, 8, 1))

    assert addresses(mailbox) == ["corrected@example.org"]


def test_two_who_share_an_address_are_each_invited(mailbox: Mailbox) -> None:
    board = factories.board()
    for _ in range(2):
        factories.participant(board, email="both@example.org", consented=False)

    sweep(now=LAUNCH)

    assert addresses(mailbox) == ["both@example.org"] * 2


def test_the_same_person_on_two_boards_is_invited_to_each(mailbox: Mailbox) -> None:
    boards: list[Board] = [factories.board(), factories.board()]
    for board in boards:
        factories.participant(board, email="one@example.org", consented=False)

    sweep(now=LAUNCH)

    assert addresses(mailbox) == ["one@example.org"] * 2
