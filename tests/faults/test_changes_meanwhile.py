"""What changes between planning and sending counts: the mail server was away meanwhile."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time as wall_time
from datetime import timedelta

import pytest

from bulletin.accounts.models import User
from bulletin.outbox.models import Notice
from participants.actions.withdrawing import withdraw
from participants.enums import AnswersAfterWithdrawal
from participants.models import Participant
from sessions.actions.dating import set_dates
from sessions.actions.pausing import pause_board, resume_board
from sessions.actions.staging import close_stage_now, release_stage
from sessions.enums import ReminderAnchor, ReminderAudience
from sessions.models import Board, ReminderRule, Stage
from sessions.timetable.wall_time import WallTime
from tests import factories
from tests.faults import scene
from tests.faults.expect import all_hold, mailboxes_hold, sweeps
from tests.live import Installation

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@contextmanager
def planned_and_not_sent(live: Installation, *, notices: int) -> Iterator[None]:
    """So many notices are in mails that wait for the mail server; it is there again afterwards."""
    live.post.close()
    live.go()
    sweeps(live)
    assert Notice.objects.open().exclude(mail=None).count() == notices
    with live.still():
        yield
        live.post.open()


def boss(board: Board) -> User:
    return factories.facilitator(board).user


def test_a_stage_that_was_closed_is_told_to_nobody(live: Installation) -> None:
    stage, _people = scene.opening(live, 3)
    live.move_to(live.now() + 2 * HOUR)
    with planned_and_not_sent(live, notices=3):
        close_stage_now(stage=stage, by=boss(stage.board), now=live.now())
    mailboxes_hold(live, {})


def test_a_board_that_was_paused_writes_once_it_is_resumed(live: Installation) -> None:
    stage, people = scene.opening(live, 3)
    live.move_to(live.now() + 2 * HOUR)
    with planned_and_not_sent(live, notices=3):
        pause_board(board=stage.board, message="", by=boss(stage.board), now=live.now())
    mailboxes_hold(live, {})
    resume_board(board=stage.board, by=boss(stage.board), now=live.now())
    live.move_to(live.now() + HOUR)
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.OPENED))


def test_a_stage_released_late_is_told_once_it_is_released(live: Installation) -> None:
    stage, people = scene.opening(live, 3, released=False)
    alarm = {boss(stage.board).email: ["A stage waits for its release: Communities of practice"]}
    live.move_to(live.now() + 2 * HOUR)
    live.go()
    mailboxes_hold(live, alarm)
    live.move_to(live.now() + HOUR)
    release_stage(stage=stage, by=boss(stage.board), now=live.now())
    mailboxes_hold(live, {**alarm, **all_hold(scene.addresses(people), scene.OPENED)})


def test_who_answers_or_withdraws_meanwhile_is_not_written_to(live: Installation) -> None:
    stage, [answering, withdrawing, waiting] = scene.opening(live, 3)
    live.move_to(live.now() + 2 * HOUR)
    with planned_and_not_sent(live, notices=3):
        factories.answer(answering, stage.questions.get(), said_at=live.now())
        leave(withdrawing, live)
    mailboxes_hold(live, {waiting.email: [scene.OPENED]})


def test_who_withdraws_while_their_batch_leaves_is_not_written_to(live: Installation) -> None:
    people = scene.invitations(live, 4)
    stall = live.post.stalls("DATA")
    live.broker.ask_for_a_sweep()
    stall.reached()
    first = live.post.taken[0].to
    leaving = next(person for person in people if person.email != first)
    leave(leaving, live)
    time.sleep(6)  # a mail that was looked at just now may leave by that look
    stall.release()
    live.go()
    staying = [person for person in people if person != leaving]
    mailboxes_hold(live, all_hold(scene.addresses(staying), scene.INVITED))


@pytest.fixture
def reminded(live: Installation) -> tuple[Stage, list[Participant]]:
    """A stage due on Friday at 16:00, with a reminder at 10:00 on the working day before, and two
    people who have it to do. It is Thursday, 10:30."""
    tuesday_noon = factories.NOW
    live.move_to(tuesday_noon)
    stage, people = scene.opening(live, 2, due_at=tuesday_noon + 3 * DAY + 4 * HOUR)
    ReminderRule.objects.create(
        board=stage.board,
        position=1,
        anchor=ReminderAnchor.BEFORE_DUE,
        working_days=1,
        at=wall_time(10),
        audience=ReminderAudience.UNFINISHED,
    )
    live.move_to(tuesday_noon + 2 * HOUR)
    live.go()
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.OPENED))
    live.rest()
    live.move_to(tuesday_noon + 2 * DAY - HOUR - HOUR / 2)
    return stage, people


def test_a_stage_that_was_moved_is_reminded_of_by_its_new_date(
    live: Installation, reminded: tuple[Stage, list[Participant]]
) -> None:
    stage, people = reminded
    monday = factories.NOW + 6 * DAY
    with planned_and_not_sent(live, notices=2):
        to = {"due": WallTime.of_instant(monday, stage.board.zone)}
        set_dates(stage=stage, to=to, by=boss(stage.board), now=live.now())
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.OPENED))
    live.move_to(monday - 3 * DAY - HOUR)
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.OPENED, scene.LEFT))


def test_a_reminder_whose_time_is_over_is_not_sent(
    live: Installation, reminded: tuple[Stage, list[Participant]]
) -> None:
    _stage, people = reminded
    with planned_and_not_sent(live, notices=2):
        live.move_to(live.now() + DAY)
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.OPENED))
    assert Notice.objects.filter(expired_at__isnull=False).count() == 2


def leave(person: Participant, live: Installation) -> None:
    withdraw(
        participant=person,
        answers=AnswersAfterWithdrawal.KEEP,
        now=live.now(),
        by=boss(person.board),
    )
