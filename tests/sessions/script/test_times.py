"""Times in a script: how they are written, and that they exist and follow one another."""

from datetime import UTC, date, datetime, time

import pytest

from sessions.enums import Opening
from sessions.script.reading import read_script
from sessions.script.times import read_opening, read_wall_time, write_opening
from sessions.timetable.wall_time import WallTime
from tests.sessions.scripts import faults, script_text

STAGE = '    opens: {day: 1, at: "09:00"}\n    due: {day: 4, at: "12:00"}\n'
FORMS: dict[str, WallTime | Opening] = {
    "2021-03-26 09:00": WallTime(at=time(9), on=date(2021, 3, 26)),
    "2021-03-26 9:05": WallTime(at=time(9, 5), on=date(2021, 3, 26)),
    "2021-10-31 01:30 (first)": WallTime(at=time(1, 30), on=date(2021, 10, 31), fold=0),
    "2021-10-31 01:30 (second)": WallTime(at=time(1, 30), on=date(2021, 10, 31), fold=1),
    "2021-03-26 09:00:07.250000": WallTime(at=time(9, 0, 7, 250000), on=date(2021, 3, 26)),
    "after_previous": Opening.AFTER_PREVIOUS,
    "by_hand": Opening.BY_HAND,
}


def timed(stage: str, *, ends: str = '{day: 7, at: "18:00"}') -> str:
    return script_text().replace(STAGE, stage).replace('{day: 7, at: "18:00"}', ends)


@pytest.mark.parametrize("text", FORMS)
def test_an_opening_is_read_in_each_of_its_forms(text: str) -> None:
    assert read_opening(text) == FORMS[text]
    assert read_opening(write_opening(FORMS[text])) == FORMS[text]


@pytest.mark.parametrize("fold", [None, 0, 1])
def test_a_day_of_the_board_is_read_and_written(fold: int | None) -> None:
    at = "01:30" if fold is None else f"01:30 ({('first', 'second')[fold]})"
    when = WallTime(at=time(1, 30), day=4, fold=fold)
    assert read_wall_time({"day": "4", "at": at}) == when
    assert write_opening(when) == {"day": 4, "at": at}


FAULTY_TIMES = {
    "    opens: after_previous\n": [
        "18: stages.first.opens: There is no stage before the first: write when it opens,"
        " or by_hand."
    ],
    "    opens: {day: 0, at: 09:00}\n": [
        "18: stages.first.opens: There is no day 0: days count from 1, and to 999 at most."
        " Or write after_previous, or by_hand."
    ],
    "    opens: 2021-03-26\n": [
        "18: stages.first.opens: This is no point in time: write a day of the board as {day: 4, at:"
        ' "14:00"}, or a date and time as 2021-03-26 09:00. Or write after_previous, or by_hand.'
    ],
    "    opens: 1021-03-26 09:00\n": [
        "18: stages.first.opens: The year 1021 cannot be right."
        " Or write after_previous, or by_hand."
    ],
    "    opens: 2021-03-25 09:00\n": [
        "18: stages.first.opens: This is before the board starts, on 2021-03-26."
    ],
    "    opens: {day: 7, at: 18:00}\n": [
        "18: stages.first.opens: The stage would open only after the board has ended."
    ],
    "    opens: {day: 3, at: 01:30}\n": [
        "18: stages.first.opens: 2021-03-28 01:30 does not exist in Europe/London: the clocks go"
        " forward then."
    ],
    "    opens: by_hand\n    due: {day: 8, at: 09:00}\n": [
        "19: stages.first.due: The board ends before that."
    ],
    "    opens: {day: 2, at: 09:00}\n    due: {day: 2, at: 09:00}\n": [
        "19: stages.first.due: It must be due after it opens."
    ],
    "    opens: by_hand\n    due: {day: 4, at: 09:00}\n    closes: 2021-03-28 09:00\n": [
        "20: stages.first.closes: It must close when it is due, or later."
    ],
    "    opens: {day: 2, at: 09:00}\n    closes: {day: 1, at: 09:00}\n": [
        "19: stages.first.closes: It must close after it opens."
    ],
}


@pytest.mark.parametrize("stage", FAULTY_TIMES, ids=lambda text: text.strip()[:60])
def test_a_time_that_cannot_be_is_pointed_out(stage: str) -> None:
    assert faults(timed(stage)) == FAULTY_TIMES[stage]


def test_a_time_that_happens_twice_is_asked_about_and_can_be_told_apart() -> None:
    text = timed("    opens: 2021-10-31 01:30\n", ends="2021-11-05 18:00")
    assert faults(text) == [
        "18: stages.first.opens: 2021-10-31 01:30 happens twice in Europe/London: the clocks go"
        " back then. Say which. Write 01:30 (first) or 01:30 (second)."
    ]
    told_apart = read_script(text.replace("01:30", "01:30 (second)")).stages[0].opens
    assert isinstance(told_apart, WallTime)
    script = read_script(text.replace("01:30", "01:30 (first)"))
    assert isinstance(script.stages[0].opens, WallTime)
    assert script.stages[0].opens.fold == 0
    assert told_apart.fold == 1


def test_the_end_of_the_board_comes_after_its_start() -> None:
    assert faults(timed("    opens: by_hand\n", ends="2021-03-25 18:00")) == [
        "7: board.ends: This is before the board starts, on 2021-03-26."
    ]


def test_a_script_is_moved_to_another_start_before_its_times_are_checked() -> None:
    text = timed("    opens: {day: 3, at: 01:30}\n    due: 2021-04-01 12:00\n")
    moved = read_script(text.replace("01:30", "03:30"), starts_on=date(2021, 3, 27))
    assert moved.board.starts_on == date(2021, 3, 27)
    with pytest.raises(Exception, match="This is before the board starts, on 2021-05-01"):
        read_script(text, starts_on=date(2021, 5, 1))


def test_the_instant_of_a_repeated_hour_reads_back_as_the_same_instant() -> None:
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Europe/London")
    for hour in (0, 1, 12):
        instant = datetime(2021, 10, 31, hour, 30, tzinfo=UTC)
        assert WallTime.of_instant(instant, zone).instant(date(2021, 10, 25), zone) == instant
    assert WallTime.of_instant(datetime(2021, 10, 31, 12, tzinfo=UTC), zone).fold is None
