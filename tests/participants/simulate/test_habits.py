"""Who is who: as boards of this kind go, and the same again for the same seed."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

from participants.simulate.browser import TELEPHONES, Browser
from participants.simulate.calendar import MAIL, ROUND, VISIT, happenings
from participants.simulate.diary import Diary
from participants.simulate.habits import Habits, Part, deal
from participants.simulate.person import Person
from participants.simulate.words import Style

LONDON = ZoneInfo("Europe/London")


def habits(part: Part, hour: time) -> Habits:
    return Habits(part, hour, Style.PLAIN, TELEPHONES[0], 0.3, 0.0, 0.0, has_second_device=False)


def person(
    zone: str = "Europe/London",
    *,
    name: str = "Member 01",
    part: Part = Part.KEEN,
    hour: time = time(19, 40),
) -> Person:
    return Person(
        key=name,
        name=name,
        address="member01@example.org",
        zone=ZoneInfo(zone),
        habits=habits(part, hour),
        diary=Diary(),
        browser=Browser("http://localhost", TELEPHONES[0]),
        seed="1",
    )


def test_of_twenty_two_never_come_and_each_other_part_is_played() -> None:
    parts = Counter(one.part for one in deal([True] * 20, Random(5)))
    assert parts == {
        Part.KEEN: 5,
        Part.STEADY: 6,
        Part.LAST_MINUTE: 2,
        Part.DROPS_OUT: 2,
        Part.NEVER_COMES: 2,
        Part.SILENT: 1,
        Part.DECLINES: 1,
        Part.WITHDRAWS: 1,
    }


def test_a_seed_deals_the_same_again_and_another_does_not() -> None:
    assert deal([True] * 30, Random(5)) == deal([True] * 30, Random(5))
    assert deal([True] * 30, Random(5)) != deal([True] * 30, Random(6))


def test_every_second_of_those_without_an_address_answers_by_mail() -> None:
    dealt = deal([False, True, False, False], Random(5))
    assert [one.part == Part.BY_MAIL for one in dealt] == [True, False, False, True]
    assert not any(one.has_second_device for one in dealt if one.part == Part.BY_MAIL)


def test_somebody_answers_at_three_in_the_morning() -> None:
    assert time(3) in {one.hour for one in deal([True] * 20, Random(5))}


def test_people_come_at_their_own_hour_where_they_are() -> None:
    for zone in ("Europe/London", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns"):
        far = person(zone, hour=time(3))
        [visit, *_more] = far.visits_on(date(2026, 3, 29))
        there = visit.astimezone(far.zone)
        assert (there.date(), there.hour) == (date(2026, 3, 29), 3), zone


def test_who_has_dropped_out_declined_or_withdrawn_comes_no_more() -> None:
    at = datetime(2026, 3, 27, 19, tzinfo=UTC)
    gone = person(part=Part.DROPS_OUT)
    gone.diary.sittings = 2
    declined, withdrawn = person(), person()
    declined.diary.declined = withdrawn.diary.withdrew = True
    assert [one.comes_at(at) for one in (person(), gone, declined, withdrawn)] == [
        True,
        False,
        False,
        False,
    ]


def test_days_follow_one_another_through_the_night_in_which_the_clocks_change() -> None:
    begins = datetime(2026, 3, 28, 10, tzinfo=LONDON)
    ends = datetime(2026, 3, 30, 18, tzinfo=LONDON)
    zones = ("Europe/London", "Pacific/Auckland", "America/New_York", "Asia/Kathmandu")
    people = [person(zone, name=zone) for zone in zones]
    there = list(happenings(people, zone=LONDON, begins=begins, ends=ends))
    assert [one.at for one in there] == sorted(one.at for one in there)
    assert {one.at >= begins and one.at < ends for one in there} == {True}
    mails = [one.at for one in there if one.rank == MAIL]
    assert {later - earlier for earlier, later in pairwise(mails)} == {timedelta(minutes=30)}
    rounds = [one.at.astimezone(LONDON) for one in there if one.rank == ROUND]
    assert [(one.day, one.hour, one.minute) for one in rounds] == [(29, 8, 30), (30, 8, 30)]
    days = Counter(one.number for one in there if one.rank == VISIT)
    assert min(days.values()) >= 2
