"""Reminders are counted in working days, Monday to Friday."""

from datetime import date

import pytest

from sessions.timetable.working_days import (
    is_working_day,
    working_days_after,
    working_days_before,
)

THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY = (
    date(2021, 3, day) for day in (25, 26, 27, 28, 29, 30)
)


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (MONDAY, 0, MONDAY),
        (MONDAY, 1, FRIDAY),
        (MONDAY, 2, THURSDAY),
        (TUESDAY, 1, MONDAY),
        (TUESDAY, 2, FRIDAY),
        (SUNDAY, 0, SUNDAY),
        (SUNDAY, 1, FRIDAY),
        (SATURDAY, 1, FRIDAY),
        (MONDAY, 6, date(2021, 3, 19)),
    ],
)
def test_counting_back_passes_over_the_weekend(day: date, count: int, found: date) -> None:
    assert working_days_before(day, count) == found


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, MONDAY),
        (FRIDAY, 2, TUESDAY),
        (SATURDAY, 0, SATURDAY),
        (SATURDAY, 1, MONDAY),
        (THURSDAY, 1, FRIDAY),
        (THURSDAY, 6, date(2021, 4, 2)),
    ],
)
def test_counting_on_passes_over_the_weekend(day: date, count: int, found: date) -> None:
    assert working_days_after(day, count) == found


def test_the_weekend_is_no_working_day() -> None:
    days = (THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY)

    assert [is_working_day(day) for day in days] == [True, True, False, False, True]
