"""Weekends and public holidays, and the working days between them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.timetable.days_off import DaysOff, countries, is_known, parts_of

THURSDAY, GOOD_FRIDAY, SATURDAY, EASTER_MONDAY, TUESDAY = (
    date(2021, 4, day) for day in (1, 2, 3, 5, 6)
)
ENGLAND = DaysOff("GB-ENG")


def test_without_a_country_the_weekend_alone_is_off() -> None:
    off = DaysOff()

    assert [bool(off.on(day)) for day in (THURSDAY, GOOD_FRIDAY, SATURDAY)] == [False, False, True]


def test_a_countrys_holidays_are_off_and_have_names() -> None:
    assert ENGLAND.between(THURSDAY, TUESDAY) == {
        GOOD_FRIDAY: "Good Friday",
        SATURDAY: "weekend",
        date(2021, 4, 4): "weekend",
        EASTER_MONDAY: "Easter Monday",
    }


def test_a_part_of_a_country_may_keep_other_days() -> None:
    assert DaysOff("GB-SCT").on(EASTER_MONDAY) == ""


def test_a_country_brings_its_own_weekend() -> None:
    assert [bool(DaysOff("IL").on(date(2021, 3, day))) for day in (19, 20, 21)] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (THURSDAY, 1, TUESDAY),
        (TUESDAY, -1, THURSDAY),
        (THURSDAY, 0, THURSDAY),
        (SATURDAY, 0, TUESDAY),
        (SATURDAY, 1, TUESDAY),
        (SATURDAY, -1, THURSDAY),
    ],
)
def test_steps_pass_over_days_off(day: date, count: int, found: date) -> None:
    assert ENGLAND.step(day, count) == found


@given(first=st.integers(0, 60), last=st.integers(0, 60))
def test_a_step_of_what_was_counted_arrives(first: int, last: int) -> None:
    start, there = (date(2021, 3, 1) + timedelta(days=number) for number in (first, last))
    there = ENGLAND.step(there, 0)

    assert start == there or ENGLAND.step(start, ENGLAND.count(start, there)) == there


def test_a_country_is_known_by_its_code_and_a_part_by_both() -> None:
    known = {code: is_known(code) for code in ("GB", "GB-WLS", "GB-XX", "XX", "", "GB-")}

    assert known == {
        "GB": True,
        "GB-WLS": True,
        "GB-XX": False,
        "XX": False,
        "": False,
        "GB-": False,
    }
    assert countries()["GB"] == "United Kingdom"
    assert parts_of("GB") == ["ENG", "NIR", "SCT", "WLS"]
