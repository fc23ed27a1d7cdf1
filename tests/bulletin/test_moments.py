from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from bulletin.text import moments

LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
NOW = datetime(2021, 3, 30, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (datetime(2021, 3, 28, 0, 59, tzinfo=UTC), "Sun 28 March, 00:59"),
        (datetime(2021, 3, 28, 1, 0, tzinfo=UTC), "Sun 28 March, 02:00"),
        (datetime(2021, 10, 31, 0, 30, tzinfo=UTC), "Sun 31 October, 01:30"),
        (datetime(2021, 10, 31, 1, 30, tzinfo=UTC), "Sun 31 October, 01:30"),
    ],
)
def test_a_clock_in_london_shows_this(instant: datetime, said: str) -> None:
    assert moments.day_and_time(instant, LONDON) == said


def test_the_same_instant_is_another_day_elsewhere() -> None:
    instant = datetime(2021, 3, 31, 2, 0, tzinfo=UTC)
    assert moments.day_and_time(instant, NEW_YORK) == "Tue 30 March, 22:00"
    assert moments.day_year_and_time(instant, LONDON) == "31 March 2021, 03:00"
    assert moments.zone_name(NEW_YORK) == "America/New York"


@pytest.mark.parametrize(
    ("distance", "ahead", "behind"),
    [
        (timedelta(seconds=5), "in 1 minute", "1 minute ago"),
        (timedelta(minutes=59), "in 59 minutes", "59 minutes ago"),
        (timedelta(hours=1), "in 1 hour", "1 hour ago"),
        (timedelta(hours=35), "in 35 hours", "35 hours ago"),
        (timedelta(hours=36), "in 2 days", "2 days ago"),
        (timedelta(days=9), "in 9 days", "9 days ago"),
    ],
)
def test_a_distance_is_said_in_the_unit_that_suits_it(
    distance: timedelta, ahead: str, behind: str
) -> None:
    assert moments.from_now(NOW + distance, NOW) == ahead
    assert moments.from_now(NOW - distance, NOW) == behind


@pytest.mark.parametrize(("zone", "said"), [(LONDON, "03:00"), (NEW_YORK, "Tue 30 March, 22:00")])
def test_of_what_was_today_the_hour_is_said_alone(zone: ZoneInfo, said: str) -> None:
    night = datetime(2021, 3, 31, 2, 0, tzinfo=UTC)
    assert moments.lately(night, night + timedelta(hours=12), zone) == said


def test_this_very_instant_is_ahead() -> None:
    assert moments.from_now(NOW, NOW) == "in 1 minute"


def test_templates_show_an_instant_in_the_readers_zone_and_language() -> None:
    template = Template("{% load web %}{% moment at %}|{% moment at zone=False %}|{% dated at %}")
    with timezone.override(NEW_YORK), translation.override("en-gb"):
        shown = template.render(Context({"at": NOW}))
    machine = '<time datetime="2021-03-30T12:00+00:00">'
    assert shown == (
        f"{machine}Tue 30 March, 08:00</time> America/New York|"
        f"{machine}Tue 30 March, 08:00</time>|"
        f"{machine}30 March 2021, 08:00</time> America/New York"
    )


def test_an_icon_speaks_only_when_it_has_a_label() -> None:
    template = Template('{% load web %}{% icon "check" %}{% icon "arrow-right" label=label %}')
    assert template.render(Context({"label": "<Next>"})) == (
        '<svg class="icon" aria-hidden="true"><use href="/static/icons.svg#check"></use></svg>'
        '<svg class="icon icon--turns" role="img" aria-label="&lt;Next&gt;">'
        '<use href="/static/icons.svg#arrow-right"></use></svg>'
    )
