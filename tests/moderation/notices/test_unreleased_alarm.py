"""A stage that nobody has released alarms its facilitators two hours before it is to open."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from bulletin.outbox.enums import Reason
from bulletin.outbox.models import Notice
from bulletin.outbox.sweeping import sweep
from sessions.enums import Opening, Role
from sessions.models import Board, Stage
from tests import factories
from tests.conftest import Mailbox
from tests.letters import words_of

pytestmark = pytest.mark.django_db

OPENS = factories.NOW
TWO_HOURS_BEFORE = OPENS - timedelta(hours=2)


@pytest.fixture
def board() -> Board:
    board = factories.board(owner=factories.user("facilitator@example.org"))
    factories.stage(board, opens_at=OPENS, released=False, title="What the group said")
    return board


def test_every_facilitator_is_told_once_two_hours_before(board: Board, mailbox: Mailbox) -> None:
    factories.staff(board, user=factories.user("second@example.org"))
    factories.staff(board, Role.MODERATOR)
    factories.staff(board, Role.OBSERVER)
    removed = factories.staff(board)
    removed.removed_at = factories.LAUNCHED_AT
    removed.save()

    assert sweep(now=TWO_HOURS_BEFORE - timedelta(seconds=1)).planned == 0
    assert sweep(now=TWO_HOURS_BEFORE).sent == 2
    assert sweep(now=OPENS).sent == 0

    to = sorted(message["To"] for message in mailbox.messages)
    assert to == ["facilitator@example.org", "second@example.org"]
    words = words_of(mailbox.messages[0])
    assert "“What the group said” is to open on Tue 30 March, 13:00 Europe/London" in words
    assert f"http://localhost:8000/desk/{board.slug}/" in words


def test_an_alarm_comes_at_night_too(board: Board, mailbox: Mailbox) -> None:
    night = OPENS.replace(hour=4)
    Stage.objects.update(opens_at=night + timedelta(hours=2))

    assert sweep(now=night).sent == 1


def test_an_alarm_is_sent_however_late(board: Board, mailbox: Mailbox) -> None:
    """The stage is still shut: what the alarm says is still true."""
    assert sweep(now=OPENS + factories.HOUR).sent == 1


def test_a_released_stage_alarms_nobody(board: Board, mailbox: Mailbox) -> None:
    factories.stage(board, opens_at=OPENS)
    Stage.objects.filter(position=1).update(
        released_at=factories.LAUNCHED_AT, released_by=factories.facilitator(board).user
    )

    assert sweep(now=TWO_HOURS_BEFORE).planned == 0


@pytest.mark.parametrize("opening", [Opening.BY_HAND, Opening.AFTER_PREVIOUS])
def test_a_stage_without_a_date_alarms_nobody(opening: Opening, mailbox: Mailbox) -> None:
    factories.stage(factories.board(), opening=opening, released=False)

    assert sweep(now=OPENS).planned == 0


def test_a_board_that_is_not_launched_alarms_nobody(board: Board, mailbox: Mailbox) -> None:
    Board.objects.update(launched_at=None, launched_by=None)

    assert sweep(now=OPENS).planned == 0


def test_a_stage_that_was_moved_alarms_anew(board: Board, mailbox: Mailbox) -> None:
    sweep(now=TWO_HOURS_BEFORE)
    Stage.objects.update(opens_at=OPENS + factories.DAY)

    assert sweep(now=OPENS).planned == 0
    assert sweep(now=TWO_HOURS_BEFORE + factories.DAY).sent == 1


@pytest.mark.parametrize("why", [Reason.RELEASED, Reason.MOVED, Reason.NO_LONGER_STAFF])
def test_what_changes_before_it_is_sent_silences_the_alarm(
    board: Board, mailbox: Mailbox, settings: Settings, why: Reason
) -> None:
    server, settings.EMAIL_HOST = settings.EMAIL_HOST, ""
    assert sweep(now=TWO_HOURS_BEFORE).sent == 0
    match why:
        case Reason.RELEASED:
            by = factories.facilitator(board).user
            Stage.objects.update(released_at=TWO_HOURS_BEFORE, released_by=by)
        case Reason.MOVED:
            Stage.objects.update(opens_at=OPENS - timedelta(minutes=5))
        case Reason.NO_LONGER_STAFF:
            board.staff.update(removed_at=TWO_HOURS_BEFORE)
    settings.EMAIL_HOST = server

    sweep(now=TWO_HOURS_BEFORE)

    assert Notice.objects.get(dropped_at=TWO_HOURS_BEFORE).dropped_why == why


def test_stages_of_one_board_share_an_alarm(board: Board, mailbox: Mailbox) -> None:
    factories.stage(board, opens_at=OPENS, released=False, title="Looking forward")

    assert sweep(now=OPENS).sent == 1
    assert "“Looking forward” is to open on" in words_of(mailbox.messages[0])
