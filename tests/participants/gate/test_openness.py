"""Stages open, fall due, close and run out to the second (rule 5), asked and never stored."""

from datetime import datetime, timedelta

import pytest

from participants.gate.openness import open_stages, opened_stages
from participants.gate.questions import revealed_questions
from participants.models import Participant
from sessions.enums import AfterDue, Opening
from sessions.models import Stage
from tests import factories
from tests.factories import DAY, ENDS_AT, HOUR, LAUNCHED_AT, NOW, OPENS_AT

from .oracle import Oracle

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
GRACE_OVER = ENDS_AT + 2 * DAY


def opened(person: Participant, now: datetime) -> list[str]:
    """Keys of the stages that have opened; asserts that the slow rules say the same."""
    oracle = Oracle(person.board)
    found = sorted(opened_stages(person, now), key=_position)
    assert found == [
        stage
        for stage in sorted(oracle.rows.stages.values(), key=_position)
        if not oracle.why_not_opened(person, stage, now)
    ]
    return [stage.key for stage in found]


def taking_answers(person: Participant, now: datetime) -> list[str]:
    """Keys of the stages that take answers now; asserts that the slow rules say the same."""
    oracle = Oracle(person.board)
    found = sorted(open_stages(person, now), key=_position)
    assert found == [
        stage
        for stage in sorted(oracle.rows.stages.values(), key=_position)
        if not oracle.why_not_open(person, stage, now)
    ]
    return [stage.key for stage in found]


def _position(stage: Stage) -> int:
    return stage.position


def around(instant: datetime) -> tuple[datetime, datetime, datetime]:
    return instant - SECOND, instant, instant + SECOND


def test_a_stage_opens_to_the_second() -> None:
    board = factories.board()
    factories.stage(board, key="first", opens_at=OPENS_AT)
    person = factories.participant(board)

    assert [taking_answers(person, now) for now in around(OPENS_AT)] == [[], ["first"], ["first"]]


def test_a_stage_closes_to_the_second_and_stays_opened() -> None:
    board = factories.board()
    factories.stage(board, key="first", closes_at=NOW)
    person = factories.participant(board)

    assert [taking_answers(person, now) for now in around(NOW)] == [["first"], [], []]
    assert [opened(person, now) for now in around(NOW)] == [["first"]] * 3


def test_a_stage_that_does_not_close_takes_answers_until_the_board_ends() -> None:
    board = factories.board()
    factories.stage(board, key="first", due_at=NOW)
    person = factories.participant(board)

    assert [taking_answers(person, now) for now in around(NOW)] == [["first"]] * 3
    assert [taking_answers(person, now) for now in around(ENDS_AT)] == [["first"], [], []]
    assert [opened(person, now) for now in around(GRACE_OVER)] == [["first"]] * 3


def test_more_time_keeps_a_closed_stage_open_for_that_person_alone() -> None:
    board = factories.board()
    stage = factories.stage(board, key="first", closes_at=NOW - HOUR)
    person, other = factories.participant(board), factories.participant(board)
    factories.extension(person, stage, until=NOW)

    assert [taking_answers(person, now) for now in around(NOW)] == [["first"], [], []]
    assert [taking_answers(other, now) for now in around(NOW)] == [[], [], []]


def test_more_time_reaches_past_the_end_but_not_past_the_grace_period() -> None:
    board = factories.board()
    stage = factories.stage(board, key="first")
    person = factories.participant(board)
    factories.extension(person, stage, until=GRACE_OVER + DAY)

    assert [taking_answers(person, now) for now in around(ENDS_AT)] == [["first"]] * 3
    assert [taking_answers(person, now) for now in around(GRACE_OVER)] == [["first"], [], []]


def test_more_time_does_not_open_a_stage_before_its_time() -> None:
    board = factories.board()
    stage = factories.stage(board, opens_at=NOW + HOUR)
    person = factories.participant(board)
    factories.extension(person, stage, until=ENDS_AT)

    assert taking_answers(person, NOW) == []


@pytest.mark.parametrize("extended", [False, True])
def test_the_own_due_date_passes_to_the_second(extended: bool) -> None:
    board = factories.board(after_due=AfterDue.EVERYONE)
    stage = factories.stage(board, due_at=NOW)
    question = factories.question(stage)
    person = factories.participant(board)
    if extended:
        factories.extension(person, stage, until=NOW + HOUR)
    due = NOW + HOUR if extended else NOW

    revealed = [list(revealed_questions(person, now)) for now in around(due)]

    assert revealed == [[], [question], [question]]


def test_a_stage_that_was_not_released_does_not_open() -> None:
    board = factories.board()
    factories.stage(board, released=False)
    person = factories.participant(board)

    assert taking_answers(person, NOW) == []


def test_no_stage_opens_before_the_board_was_launched() -> None:
    draft = factories.board(launched=False)
    factories.stage(draft)
    launched = factories.board()
    factories.stage(launched, key="first", opens_at=LAUNCHED_AT - HOUR)

    assert opened(factories.participant(draft), NOW) == []
    person = factories.participant(launched)
    assert [opened(person, now) for now in around(LAUNCHED_AT)] == [[], ["first"], ["first"]]


def test_a_stage_opened_by_hand_waits_for_that_hand() -> None:
    board = factories.board()
    factories.stage(board, opening=Opening.BY_HAND)
    factories.stage(board, key="second", opening=Opening.BY_HAND, opens_at=NOW)
    person = factories.participant(board)

    assert [opened(person, now) for now in around(NOW)] == [[], ["second"], ["second"]]


def test_while_paused_no_stage_takes_answers_and_all_stay_opened() -> None:
    board = factories.board()
    factories.stage(board, key="first")
    person = factories.participant(board)
    factories.pause(board, started_at=NOW, ended_at=NOW + HOUR)

    assert [taking_answers(person, now) for now in around(NOW)] == [["first"], [], []]
    assert [taking_answers(person, now) for now in around(NOW + HOUR)] == [[], ["first"], ["first"]]
    assert [opened(person, now) for now in around(NOW)] == [["first"]] * 3


def test_another_boards_pause_and_stages_are_no_concern() -> None:
    board, other = factories.board(), factories.board()
    factories.stage(board, key="first")
    factories.stage(other)
    factories.pause(other)

    assert taking_answers(factories.participant(board), NOW) == ["first"]


def test_a_stage_for_a_segment_exists_for_its_holders_alone() -> None:
    board = factories.board()
    sectors = factories.segment_set(board, "sector", "health", "social care")
    health = factories.segment(sectors, "health")
    factories.stage(board, key="health", segments=[health])
    holder, former = factories.participant(board, segments=[health]), factories.participant(board)
    factories.member_of(former, health, ended_at=NOW)

    assert (opened(holder, NOW), opened(former, NOW)) == (["health"], [])


def test_a_stage_by_progress_opens_when_the_one_before_is_finished() -> None:
    board = factories.board()
    first = factories.stage(board, key="first")
    factories.stage(board, key="second", opening=Opening.AFTER_PREVIOUS)
    required = factories.question(first)
    factories.question(first, required=False)
    person = factories.participant(board)

    assert opened(person, NOW) == ["first"]
    factories.answer(person, required)
    assert opened(person, NOW) == ["first", "second"]


def test_a_stage_by_progress_opens_after_one_that_holds_nothing_to_do() -> None:
    board = factories.board()
    factories.stage(board, key="first", opens_at=NOW)
    factories.stage(board, key="second", opening=Opening.AFTER_PREVIOUS)
    person = factories.participant(board)

    both = ["first", "second"]
    assert [opened(person, now) for now in around(NOW)] == [[], both, both]


def test_a_question_added_later_does_not_shut_a_stage_reached_by_progress() -> None:
    board = factories.board()
    first = factories.stage(board, key="first")
    factories.stage(board, key="second", opening=Opening.AFTER_PREVIOUS)
    person = factories.participant(board)
    factories.finish(person, first)
    factories.question(first)

    assert opened(person, NOW) == ["first", "second"]


def test_progress_runs_through_several_stages() -> None:
    board = factories.board()
    stages = [factories.stage(board, key="first")]
    for key in ("second", "third"):
        stages.append(factories.stage(board, key=key, opening=Opening.AFTER_PREVIOUS))
    questions = [factories.question(stage) for stage in stages]
    person = factories.participant(board)

    assert opened(person, NOW) == ["first"]
    factories.answer(person, questions[1])
    assert opened(person, NOW) == ["first"]
    factories.answer(person, questions[0])
    assert opened(person, NOW) == ["first", "second", "third"]


def test_a_finished_stage_frees_the_next_whatever_came_before() -> None:
    board = factories.board()
    first = factories.stage(board, key="first")
    second = factories.stage(board, key="second", opening=Opening.AFTER_PREVIOUS)
    factories.stage(board, key="third", opening=Opening.AFTER_PREVIOUS)
    factories.question(first)
    person = factories.participant(board)
    factories.finish(person, second)

    assert opened(person, NOW) == ["first", "third"]


def test_progress_goes_by_the_stages_that_are_ones_own() -> None:
    """A stage for others, though the clock opens it, neither blocks nor frees the next."""
    board = factories.board()
    sectors = factories.segment_set(board, "sector", "health", "social care")
    first = factories.stage(board, key="first")
    question = factories.question(first)
    others = factories.stage(board, segments=[factories.segment(sectors, "health")])
    factories.question(others)
    factories.stage(board, key="third", opening=Opening.AFTER_PREVIOUS)
    person = factories.participant(board, segments=[factories.segment(sectors, "social care")])

    assert opened(person, NOW) == ["first"]
    factories.answer(person, question)
    assert opened(person, NOW) == ["first", "third"]


def test_progress_counts_from_the_last_stage_that_the_clock_opened() -> None:
    board = factories.board()
    unfinished, second = factories.stage(board, key="first"), factories.stage(board, key="second")
    factories.stage(board, key="third", opening=Opening.AFTER_PREVIOUS)
    factories.question(unfinished)
    question = factories.question(second)
    person = factories.participant(board)

    assert opened(person, NOW) == ["first", "second"]
    factories.answer(person, question)
    assert opened(person, NOW) == ["first", "second", "third"]
