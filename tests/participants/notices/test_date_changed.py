"""Whom a moved date concerns is told once, of all that moved in one go (rules 7 and 8)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bulletin.outbox.enums import Reason
from bulletin.outbox.models import Notice
from bulletin.outbox.sweeping import sweep
from participants.models import Participant
from sessions.actions.dating import set_dates, set_end
from sessions.models import Board, Stage
from sessions.timetable.wall_time import WallTime
from tests import factories
from tests.conftest import Mailbox
from tests.letters import words_of

from .conftest import came, invited, london

pytestmark = pytest.mark.django_db

KIND = "date_changed"
NOW = london(29, 10)


@pytest.fixture
def board() -> Board:
    """A first stage is open and due on the Wednesday; a second opens on the Tuesday."""
    board = factories.board()
    first = factories.stage(board, title="Hopes", due_at=london(31, 12))
    second = factories.stage(board, title="What we said", opens_at=london(30, 9))
    for stage in (first, second):
        factories.question(stage)
    return board


def stage_of(board: Board, position: int) -> Stage:
    return board.stages.get(position=position)


def move(
    board: Board, position: int, when: datetime = NOW, *, tell: bool = True, **to: str
) -> None:
    walls = {which: WallTime.parse(text) if text else None for which, text in to.items()}
    by = factories.facilitator(board).user
    set_dates(stage=stage_of(board, position), to=walls, by=by, now=when, tell=tell)


def told() -> set[Participant]:
    sent = Notice.objects.filter(kind=KIND, sent_at__isnull=False)
    return set(Participant.objects.filter(pk__in=sent.values("recipient")))


def body(mailbox: Mailbox) -> str:
    (message,) = [each for each in mailbox.messages if "A date has changed" in each["Subject"]]
    return " ".join(words_of(message).split())


def test_a_moved_due_date_is_told_once_with_the_stages_name(board: Board, mailbox: Mailbox) -> None:
    person = came(board, london(26, 10))
    sweep(now=NOW - factories.HOUR)
    move(board, 1, due="2021-04-01 12:00")

    for minutes in (0, 1, 2):
        sweep(now=NOW + timedelta(minutes=minutes))

    assert told() == {person}
    assert "“Hopes” is now due on Thu 1 April, 12:00 Europe/London." in body(mailbox)


def test_what_moved_without_a_wish_to_tell_is_not_told(board: Board, mailbox: Mailbox) -> None:
    came(board, london(26, 10))
    move(board, 1, due="2021-04-01 12:00", tell=False)

    sweep(now=NOW)

    assert not Notice.objects.filter(kind=KIND).exists()


def test_several_dates_that_moved_in_one_go_are_one_notice_and_one_mail(
    board: Board, mailbox: Mailbox
) -> None:
    came(board, london(26, 10))
    move(board, 1, due="2021-04-01 12:00", closes="2021-04-01 16:00")

    sweep(now=NOW)

    assert Notice.objects.filter(kind=KIND).count() == 1
    text = body(mailbox)
    assert "“Hopes” is now due on Thu 1 April, 12:00" in text
    assert "“Hopes” now takes answers until Thu 1 April, 16:00" in text


def test_a_stage_that_is_not_open_to_its_reader_is_not_named(
    board: Board, mailbox: Mailbox
) -> None:
    came(board, london(26, 10))
    move(board, 2, opens="2021-03-31 09:00", due="2021-04-01 09:00")

    sweep(now=NOW)

    text = body(mailbox)
    assert "A part that is still to come now opens on Wed 31 March, 09:00" in text
    assert "What we said" not in text
    assert "is now due" not in text


def test_who_has_not_come_is_told_without_any_title(board: Board, mailbox: Mailbox) -> None:
    invited(factories.participant(board, consented=False), london(26, 9))
    move(board, 1, due="2021-04-01 12:00")

    sweep(now=NOW)

    assert "What is open now is due on Thu 1 April, 12:00" in body(mailbox)
    assert "Hopes" not in body(mailbox)


def test_who_was_never_told_of_the_board_is_told_of_no_change(
    board: Board, mailbox: Mailbox
) -> None:
    factories.participant(board, consented=False)
    move(board, 1, due="2021-04-01 12:00")

    sweep(now=NOW)

    assert not Notice.objects.filter(kind=KIND).exists()


def test_only_those_whom_the_stage_concerns_are_told(board: Board, mailbox: Mailbox) -> None:
    sectors = factories.segment_set(board, "sector", "health", "care")
    health, care = sectors.segments.all()
    stage_of(board, 1).segments.add(health)
    theirs, other = came(board, london(26, 10)), came(board, london(26, 10))
    factories.member_of(theirs, health)
    factories.member_of(other, care)
    move(board, 1, due="2021-04-01 12:00")

    sweep(now=NOW)

    assert told() == {theirs}


def test_the_end_concerns_everyone(board: Board, mailbox: Mailbox) -> None:
    came(board, london(26, 10))
    to, by = WallTime.parse("2021-04-02 17:00"), factories.facilitator(board).user
    set_end(board=board, to=to, by=by, now=NOW, tell=True)

    sweep(now=NOW)

    assert "The board now ends on Fri 2 April, 17:00 Europe/London." in body(mailbox)


def test_what_was_moved_back_before_it_was_told_is_not_told(board: Board, mailbox: Mailbox) -> None:
    came(board, london(26, 10))
    night = london(29, 22)
    move(board, 1, night, due="2021-04-01 12:00")
    sweep(now=night)
    move(board, 1, night + factories.HOUR, tell=False, due="2021-03-31 12:00")

    sweep(now=london(30, 8))

    assert Notice.objects.get(kind=KIND).dropped_why == Reason.MOVED


def test_a_change_waits_for_the_end_of_a_pause_however_long(board: Board, mailbox: Mailbox) -> None:
    board.ends_at = board.grace_ends_at = london(32 + 9, 12)
    board.save()
    person = came(board, london(26, 10))
    pause = factories.pause(board, started_at=NOW - factories.HOUR)
    move(board, 1, due="2021-04-09 12:00")
    sweep(now=NOW)
    sweep(now=NOW + timedelta(days=4))
    assert told() == set()

    pause.ended_at, pause.ended_by = NOW + timedelta(days=5), pause.started_by
    pause.save()
    sweep(now=NOW + timedelta(days=5, minutes=1))

    assert told() == {person}


def test_a_change_that_was_not_told_before_its_date_came_is_not_told(
    board: Board, mailbox: Mailbox
) -> None:
    board.ends_at = board.grace_ends_at = london(32 + 9, 12)
    board.save()
    came(board, london(26, 10))
    move(board, 1, due="2021-04-01 12:00")

    sweep(now=london(32, 13))

    assert Notice.objects.get(kind=KIND).dropped_why == Reason.MOVED


def test_a_change_that_could_not_be_told_in_time_expires_with_the_board(
    board: Board, mailbox: Mailbox
) -> None:
    came(board, london(26, 10))
    pause = factories.pause(board, started_at=NOW - factories.HOUR)
    move(board, 1, due="2021-04-01 16:00")
    sweep(now=NOW)

    pause.ended_at, pause.ended_by = board.ends_at, pause.started_by
    pause.save()
    sweep(now=board.ends_at)

    assert Notice.objects.get(kind=KIND).sent_at is None


def test_what_was_moved_back_to_what_they_were_told_last_is_not_told(
    board: Board, mailbox: Mailbox
) -> None:
    came(board, london(26, 10))
    night = london(29, 22)
    move(board, 1, night, due="2021-04-01 12:00")
    sweep(now=night)
    move(board, 1, night + factories.HOUR, due="2021-03-31 12:00")
    sweep(now=night + factories.HOUR)

    sweep(now=london(30, 8))

    assert told() == set()


def test_what_was_moved_back_after_it_was_told_is_told_again(
    board: Board, mailbox: Mailbox
) -> None:
    came(board, london(26, 10))
    move(board, 1, due="2021-04-01 12:00")
    sweep(now=NOW)
    move(board, 1, NOW + factories.HOUR, due="2021-03-31 12:00")

    sweep(now=NOW + factories.HOUR)

    assert Notice.objects.filter(kind=KIND, sent_at__isnull=False).count() == 2


@pytest.mark.parametrize(
    ("state", "is_told"),
    [
        ({"withdrawn_at": NOW, "withdrawn_answers": "keep"}, False),
        ({"deactivated_at": NOW}, False),
        ({"muted_at": NOW}, True),
    ],
)
def test_who_left_is_not_told_and_who_wants_no_reminders_is(
    board: Board, mailbox: Mailbox, state: dict[str, Any], is_told: bool
) -> None:
    came(board, london(26, 10), **state)
    move(board, 1, due="2021-04-01 12:00")

    sweep(now=NOW)

    assert bool(told()) == is_told


def test_who_has_more_time_than_the_new_date_is_not_told(board: Board, mailbox: Mailbox) -> None:
    person = came(board, london(26, 10))
    factories.extension(person, stage_of(board, 1), until=london(32, 16))
    move(board, 1, due="2021-04-01 12:00")

    sweep(now=NOW)

    assert told() == set()
