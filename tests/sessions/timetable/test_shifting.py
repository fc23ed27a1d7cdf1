"""All that is still to come moves together: in days or in working days, however it was said."""

from datetime import date, datetime
from typing import Any

import pytest

from bulletin.audit.models import Entry
from sessions.actions.errors import Refused
from sessions.actions.shifting import shift_dates
from sessions.models import Board, DateChange, Stage
from sessions.timetable.checks import rows_of
from sessions.timetable.instants import derive_instants
from sessions.timetable.shifting import Plan, Shift, plan_of
from sessions.timetable.wall_time import WallTime
from tests import factories
from tests.participants.notices.conftest import london

pytestmark = pytest.mark.django_db

NOW = factories.NOW


def authored(board: Board, *dates: dict[str, str], ends: str = "") -> Board:
    """The board with a stage for each of these, as somebody wrote them."""
    rows = [
        Stage(
            board=board,
            key=f"stage-{number}",
            title=f"Stage {number}",
            position=number,
            **{which: WallTime.parse(text) for which, text in each.items()},
        )
        for number, each in enumerate(dates, start=1)
    ]
    if ends:
        board.ends = WallTime.parse(ends)
    derive_instants(board, rows)
    board.save()
    Stage.objects.bulk_create(rows)
    return board


def plan(board: Board, now: datetime = NOW, **shift: Any) -> Plan:
    fresh = Board.objects.get(pk=board.pk)
    return plan_of(fresh, rows_of(fresh), Shift(**shift), now=now)


def walls(board: Board) -> list[str]:
    board.refresh_from_db()
    dates = [
        str(wall)
        for stage in board.stages.order_by("position")
        for wall in (stage.opens, stage.due, stage.closes)
        if wall
    ]
    return [*dates, str(board.ends)]


def shift(board: Board, now: datetime = NOW, **by: Any) -> Plan:
    user = factories.facilitator(board).user
    seen = plan(board, now, **by).digest
    return shift_dates(board=board, shift=Shift(**by), seen=seen, by=user, now=now)


@pytest.fixture
def draft() -> Board:
    """Friday to Thursday, said in days and in dates; nothing of it has come on 20 March."""
    return authored(
        factories.board(launched=False, holidays="GB-ENG"),
        {"opens": "day 1 09:00", "due": "2021-03-29 12:00"},
        {"opens": "day 4 14:00", "due": "day 7 12:00"},
        ends="day 7 17:00",
    )


BEFORE = london(20, 12)


def test_a_draft_moves_with_its_start_and_what_was_said_in_days_stays_said_so(draft: Board) -> None:
    moved = shift(draft, BEFORE, days=7)

    assert walls(draft) == [
        "day 1 09:00",
        "2021-04-05 12:00",
        "day 4 14:00",
        "day 7 12:00",
        "day 7 17:00",
    ]
    assert draft.starts_on == date(2021, 4, 2)
    first = draft.stages.get(position=1)
    assert first.opens_at == london(33, 9)
    assert draft.grace_ends_at == draft.ends_at + draft.grace
    assert len(moved.changes) == 5


def test_a_day_to_start_on_is_as_many_days(draft: Board) -> None:
    shift(draft, BEFORE, start=date(2021, 4, 9))

    assert draft.stages.get(position=1).opens_at == london(40, 9)


def test_in_working_days_each_date_keeps_its_distance_over_holidays(draft: Board) -> None:
    """From the Friday to the Thursday before Easter, which takes its Friday and Monday away."""
    shift(draft, BEFORE, start=date(2021, 4, 1), skips_days_off=True)

    assert walls(draft) == [
        "day 1 09:00",
        "2021-04-06 12:00",
        "day 6 14:00",
        "day 9 12:00",
        "day 9 17:00",
    ]
    assert draft.starts_on == date(2021, 4, 1)


def test_after_the_launch_what_has_passed_stays_with_the_start() -> None:
    board = authored(
        factories.board(),
        {"opens": "day 1 09:00", "due": "day 7 12:00"},
        {"opens": "2021-03-31 09:00"},
        ends="day 7 17:00",
    )

    shift(board, days=1)

    assert walls(board) == ["day 1 09:00", "day 8 12:00", "2021-04-01 09:00", "day 8 17:00"]
    assert board.starts_on == factories.STARTS_ON


def test_until_when_one_may_withdraw_moves_in_a_draft_alone(draft: Board) -> None:
    draft.withdrawal = WallTime.parse("day 21 17:00")
    derive_instants(draft, [])
    draft.save()
    before = draft.withdrawal_until

    shift(draft, BEFORE, days=1)
    draft.refresh_from_db()
    assert draft.withdrawal_until == before + factories.DAY  # type: ignore[operator]
    Board.objects.filter(pk=draft.pk).update(
        launched_at=BEFORE, launched_by=factories.facilitator(draft).user
    )
    shift(draft, BEFORE, days=-1)

    draft.refresh_from_db()
    assert draft.starts_on == factories.STARTS_ON
    assert (str(draft.withdrawal), draft.withdrawal_until) == (
        "day 22 17:00",
        before + factories.DAY,  # type: ignore[operator]
    )


def test_the_days_of_destruction_move_in_a_draft_alone(draft: Board) -> None:
    draft.destroy_key_on, draft.destroy_data_on = date(2021, 4, 10), date(2031, 4, 10)
    draft.save()

    shift(draft, BEFORE, days=7)

    draft.refresh_from_db()
    assert (draft.destroy_key_on, draft.destroy_contacts_on, draft.destroy_data_on) == (
        date(2021, 4, 17),
        None,
        date(2031, 4, 17),
    )
    said = Entry.objects.filter(action="destruction_date_set").order_by("id").first()
    assert said is not None
    assert said.details == {"which": "key", "before": "2021-04-10", "after": "2021-04-17"}
    Board.objects.filter(pk=draft.pk).update(
        launched_at=BEFORE, launched_by=factories.facilitator(draft).user
    )
    found = plan(draft, BEFORE, days=14)
    assert ["be destroyed before" in change.problem for change in found.problems] == [True]
    assert not found.days


def test_until_when_people_read_moves_in_a_draft_alone(draft: Board) -> None:
    draft.reading = WallTime.parse("day 21 17:00")
    derive_instants(draft, [])
    draft.save()
    before = draft.reading_until

    shift(draft, BEFORE, days=1)
    draft.refresh_from_db()
    assert (str(draft.reading), draft.reading_until) == (
        "day 21 17:00",
        before + factories.DAY,  # type: ignore[operator]
    )
    Board.objects.filter(pk=draft.pk).update(
        launched_at=BEFORE, launched_by=factories.facilitator(draft).user
    )
    shift(draft, BEFORE, days=-1)

    draft.refresh_from_db()
    assert (str(draft.reading), draft.reading_until) == (
        "day 22 17:00",
        before + factories.DAY,  # type: ignore[operator]
    )


def test_a_date_that_would_have_passed_is_a_problem_and_nothing_moves(draft: Board) -> None:
    back = plan(draft, BEFORE, days=-6)
    assert [change.problem for change in back.problems] == ["That time has passed."]

    before = walls(draft)
    with pytest.raises(Refused, match="nothing is moved"):
        shift(draft, BEFORE, days=-6)

    assert walls(draft) == before
    assert not Entry.objects.exists()


def test_a_time_that_daylight_saving_skips_is_a_problem() -> None:
    board = authored(
        factories.board(launched=False), {"opens": "2021-03-27 01:30"}, ends="day 7 17:00"
    )

    (problem,) = plan(board, BEFORE, days=1).problems

    assert problem.problem.startswith("2021-03-28 01:30 does not exist in Europe/London")


def test_which_of_two_equal_times_is_meant_is_kept_only_where_there_are_two() -> None:
    board = authored(factories.board(), {"opens": "2021-10-31 01:30#1"}, ends="2021-12-01 12:00")

    shift(board, days=7)

    assert walls(board) == ["2021-11-07 01:30", "2021-12-08 12:00"]


def test_two_that_fall_together_over_a_weekend_are_a_problem() -> None:
    board = authored(
        factories.board(),
        {"opens": "2021-04-03 12:00", "due": "2021-04-04 09:00"},
        ends="2021-04-10 12:00",
    )

    found = plan(board, days=1, skips_days_off=True)

    assert {change.problem for change in found.problems} == {"It must open before it is due."}


def test_dates_that_changed_since_they_were_looked_at_are_not_moved(draft: Board) -> None:
    by, seen = factories.facilitator(draft).user, plan(draft, BEFORE, days=1).digest
    Stage.objects.filter(board=draft, position=2).update(due="day 6 12:00")

    with pytest.raises(Refused, match="changed meanwhile"):
        shift_dates(board=draft, shift=Shift(days=1), seen=seen, by=by, now=BEFORE)


def test_each_date_leaves_a_trace_and_a_draft_tells_nobody(draft: Board) -> None:
    by, seen = factories.facilitator(draft).user, plan(draft, BEFORE, days=1).digest
    shift_dates(board=draft, shift=Shift(days=1), seen=seen, by=by, now=BEFORE, tell=True)

    actions = list(Entry.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["dates_shifted", "date_moved"]
    assert not DateChange.objects.exists()
