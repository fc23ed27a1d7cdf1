"""Working days, Monday to Friday: by which a facilitator counts from a date to a reminder."""

from datetime import date, timedelta

_SATURDAY = 5


def is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY


def working_days_before(day: date, count: int) -> date:
    """The `count`-th working day strictly before `day`; none before it is the day itself."""
    return _step(day, count, timedelta(days=-1))


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day strictly after `day`; none after it is the day itself."""
    return _step(day, count, timedelta(days=1))


def _step(day: date, count: int, one: timedelta) -> date:
    left = count
    while left:
        day += one
        left -= is_working_day(day)
    return day
