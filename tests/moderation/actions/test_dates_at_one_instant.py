"""Real threads: a facilitator moves dates while somebody answers, and neither stops the other."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection

from moderation.actions import dates, timetable
from participants.actions.unlocking import keep_open_what_was_readable, remember_what_is_open
from participants.models import Extension, Reading, Reply
from sessions.actions.errors import Refused
from sessions.models import Board, Question, Stage
from sessions.timetable.checks import rows_of
from sessions.timetable.shifting import Shift, plan_of
from sessions.timetable.wall_time import WallTime
from tests import factories
from tests.factories import DAY, ENDS_AT, HOUR, NOW
from tests.participants.answering.saying import say
from tests.sessions.studio.test_let_out_at_one_instant import meanwhile

pytestmark = pytest.mark.django_db(transaction=True)

WAIT = 5  # seconds, for what must happen at once


def move_end(stage: Stage) -> None:
    to = WallTime.of_instant(ENDS_AT + DAY, stage.board.zone)
    dates.move_end(board=stage.board, to=to, by=by(stage.board), now=NOW)


def move_due(stage: Stage) -> None:
    to = WallTime.of_instant(NOW + HOUR, stage.board.zone)
    dates.move_dates(stage=stage, to={"due": to}, by=by(stage.board), now=NOW)


def give_time(stage: Stage) -> None:
    dates.give_more_time(
        participant=stage.board.participants.earliest("added_at"),
        stage=stage,
        until=NOW + HOUR,
        reason="",
        by=by(stage.board),
        now=NOW,
    )


def move_all(stage: Stage) -> None:
    board = Board.objects.get(pk=stage.board_id)
    shift = Shift(days=1)
    seen = plan_of(board, rows_of(board), shift, now=NOW).digest
    timetable.move_everything(board=stage.board, shift=shift, seen=seen, by=by(board), now=NOW)


def give_all_time(stage: Stage) -> None:
    dates.give_more_time_to(
        list(stage.board.participants.all()),
        stage=stage,
        until=NOW + HOUR,
        reason="",
        by=by(stage.board),
        now=NOW,
    )


def by(board: Board) -> Any:
    return factories.facilitator(board).user


def meet_midway(monkeypatch: pytest.MonkeyPatch) -> None:
    """The facilitator goes on once the reply is in, the other once all readings are kept."""
    replied, kept = Event(), Event()
    keep, remember = keep_open_what_was_readable, remember_what_is_open

    def keep_and_wait(**given: Any) -> int:
        opened = keep(**given)
        kept.set()
        replied.wait(WAIT)
        return opened

    def wait_and_remember(*given: Any, **named: Any) -> int:
        replied.set()
        kept.wait(WAIT)
        return remember(*given, **named)

    for module in (dates, timetable):
        monkeypatch.setattr(module, "keep_open_what_was_readable", keep_and_wait)
    monkeypatch.setattr("participants.actions.answering.remember_what_is_open", wait_and_remember)


def in_threads(*actions: Callable[[], object]) -> list[Exception]:
    """What went wrong in any of them."""
    errors: list[Exception] = []

    def run(action: Callable[[], object]) -> None:
        try:
            action()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=6 * WAIT)
    return errors


@pytest.mark.parametrize("move", [move_end, move_due, move_all, give_time, give_all_time])
def test_dates_move_while_somebody_answers(
    move: Callable[[Stage], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = factories.stage(factories.board(), due_at=NOW - HOUR)
    answered, asked = factories.question(stage), factories.question(stage)
    me, other = (factories.participant(stage.board) for _ in range(2))
    for person, question in [(other, answered), (other, asked), (me, answered)]:
        factories.answer(person, question)
    Board.objects.update(first_posted_at=NOW)
    Question.objects.update(first_posted_at=NOW)
    meet_midway(monkeypatch)

    errors = in_threads(lambda: move(stage), lambda: say(me, asked))

    assert errors == []
    assert Reply.objects.filter(participant=me, question=asked).exists()
    assert Reading.objects.filter(participant=me, question=asked).get().unlocked_at == NOW


def end_early(stage: Stage) -> None:
    to = WallTime.of_instant(ENDS_AT - DAY, stage.board.zone)
    dates.move_end(board=stage.board, to=to, by=by(stage.board), now=NOW)


def move_due_late(stage: Stage) -> None:
    to = WallTime.of_instant(ENDS_AT - HOUR, stage.board.zone)
    dates.move_dates(stage=stage, to={"due": to}, by=by(stage.board), now=NOW)


@pytest.mark.parametrize("moves", [(end_early, move_due_late), (move_due_late, end_early)])
def test_no_date_is_left_behind_an_end_that_moves_meanwhile(
    moves: tuple[Callable[[Stage], None], Callable[[Stage], None]],
) -> None:
    stage = factories.stage(factories.board(), due_at=NOW + HOUR)
    factories.facilitator(stage.board)
    first, second = (lambda move=move: move(stage) for move in moves)

    errors = meanwhile(first, second)

    assert [type(error) for error in errors] == [Refused]
    stage = Stage.objects.select_related("board").get()
    assert stage.due_at is not None
    assert stage.due_at <= stage.board.ends_at


def test_who_is_given_more_time_meanwhile_keeps_the_longer() -> None:
    stage = factories.stage(factories.board(), due_at=NOW - HOUR)
    person = factories.participant(stage.board)

    def give(until: Any) -> None:
        dates.give_more_time_to(
            [person], stage=stage, until=until, reason="", by=by(stage.board), now=NOW
        )

    errors = meanwhile(lambda: give(NOW + 2 * HOUR), lambda: give(NOW + HOUR))

    assert errors == []
    assert Extension.objects.get().until == NOW + 2 * HOUR
