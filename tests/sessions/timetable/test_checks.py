"""What is worth a look in a timetable, in plain sentences, and what is not."""

from typing import Any

import pytest

from sessions.enums import Opening
from sessions.models import Board, Stage
from sessions.timetable.checks import remarks
from tests import factories
from tests.participants.notices.conftest import london

pytestmark = pytest.mark.django_db

NOW = london(25, 12)


@pytest.fixture
def board() -> Board:
    return factories.board(holidays="GB-ENG", ends_at=london(32 + 6, 17))


def stage(board: Board, title: str, **dates: Any) -> Stage:
    return factories.stage(board, title=title, **dates)


def said(board: Board) -> list[str]:
    stages = list(board.stages.select_related("board").order_by("position"))
    return [found.sentence for found in remarks(board, stages, now=NOW)]


def test_an_ordinary_timetable_has_no_remark(board: Board) -> None:
    stage(board, "One", opens_at=london(26, 9), due_at=london(29, 12))
    stage(board, "Two", opens_at=london(29, 14), due_at=london(32, 12))

    assert said(board) == []


def test_a_due_date_on_a_day_off_is_named_with_the_reason(board: Board) -> None:
    stage(board, "One", opens_at=london(26, 9), due_at=london(28, 12))
    stage(board, "Two", opens_at=london(29, 9), due_at=london(33, 12))

    assert said(board) == [
        "“One” is due on Sunday 28 March, a day off (weekend).",
        "“Two” is due on Friday 2 April, a day off (Good Friday).",
    ]


@pytest.mark.parametrize(("hour", "is_night"), [(7, True), (8, False), (20, False), (21, True)])
def test_an_opening_at_night_is_remarked_on(board: Board, hour: int, is_night: bool) -> None:
    stage(board, "One", opens_at=london(26, hour))

    expected = ["“One” opens at night: mails about it wait until the morning."]
    assert said(board) == (expected if is_night else [])


def test_a_gap_with_nothing_open_for_more_than_a_day_is_remarked_on(board: Board) -> None:
    stage(board, "One", opens_at=london(26, 9), closes_at=london(29, 9))
    stage(board, "Two", opens_at=london(30, 9), closes_at=london(31, 9))
    stage(board, "Three", opens_at=london(32, 10))

    assert said(board) == [
        "Nothing is open from Wednesday 31 March until “Three” opens on Thursday 1 April."
    ]


def test_what_opens_by_progress_fills_a_gap(board: Board) -> None:
    stage(board, "One", opens_at=london(26, 9), closes_at=london(29, 9))
    stage(board, "Two", opening=Opening.AFTER_PREVIOUS, opens_at=None, closes_at=london(32, 9))
    stage(board, "Three", opens_at=london(32, 10))

    assert said(board) == []


def test_two_stages_to_be_answered_at_once_are_remarked_on(board: Board) -> None:
    stage(board, "One", opens_at=london(26, 9))
    stage(board, "Two", opens_at=london(29, 9), due_at=london(30, 9))

    assert said(board) == ["“Two” opens while “One” is still to be answered."]


def test_stages_for_different_people_may_overlap(board: Board) -> None:
    sectors = factories.segment_set(board, "sector", "health", "care")
    health, care = sectors.segments.all()
    stage(board, "One", opens_at=london(26, 9), segments=[health])
    stage(board, "Two", opens_at=london(29, 9), segments=[care])

    assert said(board) == []


def test_a_last_due_date_just_before_the_end_is_remarked_on(board: Board) -> None:
    stage(board, "One", opens_at=london(26, 9), due_at=board.ends_at - factories.HOUR)

    assert said(board) == [
        "The last answers are due less than a day before the board ends: nobody can be late."
    ]


def test_what_lies_behind_is_not_remarked_on(board: Board) -> None:
    stage(board, "One", opens_at=london(20, 23), due_at=london(21, 12))

    assert said(board) == []
