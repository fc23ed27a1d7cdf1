"""When the example's reminders speak, to the minute, over a weekend in which the clocks change."""

from datetime import UTC, datetime

import pytest

from participants.notices.occasions import occasions_of
from sessions.enums import Opening, ReminderAnchor, ReminderAudience
from sessions.models import Board, ReminderRule, Stage
from tests import factories

from .conftest import london, release_everything

pytestmark = pytest.mark.django_db


def spoken(stage: Stage) -> list[tuple[str, datetime, datetime]]:
    found = occasions_of(stage, stage.board.reminder_rules.all(), due_at=stage.due_or_ends_at)
    return sorted((o.audience.value, o.at, o.expires_at) for o in found)


def test_the_examples_reminders_fall_on_their_minutes(example: Board) -> None:
    release_everything(example)
    first, second, third = example.stages.all()

    assert spoken(first) == [
        ("never_came", london(29, 11), london(29, 12)),
        ("unfinished", london(26, 16), london(27, 16)),
        ("unfinished", london(29, 9, 30), london(29, 12)),
    ]
    assert spoken(second) == [
        ("never_came", london(30, 11), london(30, 18)),
        ("unfinished", london(29, 16), london(30, 16)),
        ("unfinished", london(30, 9, 30), london(30, 18)),
    ]
    assert spoken(third) == [
        ("never_came", london(32, 11), london(32, 12)),
        ("unfinished", london(31, 16), london(32, 12)),
        ("unfinished", london(32, 9, 30), london(32, 12)),
    ]


def test_wall_times_keep_their_hour_when_the_clocks_go_forward(example: Board) -> None:
    """Friday 16:00 is 16:00 UTC; Monday 09:30, in summer time, is 08:30 UTC."""
    instants = [at for _audience, at, _expires in spoken(example.stages.get(position=0))]

    assert instants == [
        datetime(2021, 3, 29, 10, 0, tzinfo=UTC),
        datetime(2021, 3, 26, 16, 0, tzinfo=UTC),
        datetime(2021, 3, 29, 8, 30, tzinfo=UTC),
    ]


def rule(board: Board, days: int, at: str, anchor: ReminderAnchor) -> ReminderRule:
    hour, minute = map(int, at.split(":"))
    return ReminderRule.objects.create(
        board=board,
        position=board.reminder_rules.count(),
        anchor=anchor,
        working_days=days,
        at=london(26, hour, minute).time(),
        audience=ReminderAudience.UNFINISHED,
    )


def test_nothing_is_said_before_a_stage_has_opened(example: Board) -> None:
    """Two working days before Tuesday is Friday, and the stage opens on Monday."""
    example.reminder_rules.all().delete()
    rule(example, 2, "16:00", ReminderAnchor.BEFORE_DUE)
    release_everything(example)

    assert spoken(example.stages.get(position=1)) == []


def test_nothing_is_said_once_a_stage_is_due(example: Board) -> None:
    example.reminder_rules.all().delete()
    rule(example, 0, "12:00", ReminderAnchor.BEFORE_DUE)

    assert spoken(example.stages.get(position=0)) == []


def test_a_late_release_silences_what_would_have_been_said_before_it(example: Board) -> None:
    Stage.objects.filter(position=0).update(released_at=london(26, 17))

    said = spoken(example.stages.get(position=0))

    assert [at for _audience, at, _expires in said] == [london(29, 11), london(29, 9, 30)]


def test_a_stage_without_a_due_date_falls_due_when_the_board_ends() -> None:
    board = factories.board()
    rule(board, 0, "10:00", ReminderAnchor.BEFORE_DUE)
    stage = factories.stage(board)

    assert spoken(stage) == [("unfinished", london(32, 10), factories.ENDS_AT)]


def test_a_stage_that_opens_by_progress_has_no_opening_to_count_from() -> None:
    board = factories.board()
    rule(board, 1, "10:00", ReminderAnchor.AFTER_OPEN)
    stage = factories.stage(board, opening=Opening.AFTER_PREVIOUS)

    assert spoken(stage) == []


def test_the_boards_own_calendar_counts() -> None:
    """A stage due at 01:00 UTC on Tuesday is due on Monday evening in New York."""
    board = factories.board(timezone="America/New_York")
    rule(board, 0, "10:00", ReminderAnchor.BEFORE_DUE)
    stage = factories.stage(board, due_at=datetime(2021, 3, 30, 1, 0, tzinfo=UTC))

    [(_audience, at, _expires)] = spoken(stage)

    assert at == datetime(2021, 3, 29, 14, 0, tzinfo=UTC)
