"""The night is 21:00 to 08:00 by the reader's own wall clock, whatever that clock does."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bulletin.outbox.quiet_hours import night_ends_at

LONDON = ZoneInfo("Europe/London")


def utc(day: int, hour: int, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2021, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "ends_at"),
    [
        (utc(26, 7, 59), utc(26, 8)),
        (utc(26, 8), None),
        (utc(26, 20, 59), None),
        (utc(26, 21), utc(27, 8)),
        (utc(26, 0), utc(26, 8)),
    ],
)
def test_the_night_ends_at_eight(now: datetime, ends_at: datetime | None) -> None:
    assert night_ends_at(now, LONDON) == ends_at


def test_the_night_in_which_the_clocks_go_forward_is_an_hour_shorter() -> None:
    falls = utc(27, 21)

    ends_at = night_ends_at(falls, LONDON)

    assert ends_at == utc(28, 7)  # 08:00 in summer time
    assert night_ends_at(utc(28, 6, 59), LONDON) == utc(28, 7)
    assert night_ends_at(utc(28, 7), LONDON) is None


def test_the_night_in_which_the_clocks_go_back_is_an_hour_longer() -> None:
    falls = utc(30, 20, month=10)  # 21:00 in summer time

    assert night_ends_at(falls, LONDON) == utc(31, 8, month=10)
    assert night_ends_at(utc(31, 7, 59, month=10), LONDON) == utc(31, 8, month=10)


def test_the_night_is_the_readers_own() -> None:
    noon = utc(30, 12)

    assert night_ends_at(noon, LONDON) is None
    assert night_ends_at(noon, ZoneInfo("Asia/Tokyo")) == utc(30, 23)
    assert night_ends_at(noon, ZoneInfo("Asia/Kathmandu")) is None
    assert night_ends_at(noon, ZoneInfo("America/Los_Angeles")) == utc(30, 15)
