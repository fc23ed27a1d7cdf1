"""The one clock moves for everyone, and not at all in production."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from bulletin import clock


@pytest.fixture(autouse=True)
def _stand_still_again() -> object:
    yield
    clock.reset()


def test_a_moved_clock_runs_on_from_where_it_was_put() -> None:
    noon = datetime(2021, 3, 30, 12, tzinfo=UTC)

    clock.move_to(noon)

    assert timedelta() <= clock.now() - noon < timedelta(seconds=5)


def test_a_clock_that_was_reset_tells_the_real_time() -> None:
    clock.move_to(datetime(2021, 3, 30, 12, tzinfo=UTC))

    clock.reset()

    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_clock_that_has_leapt_goes_back_to_where_it_would_stand_without() -> None:
    noon = datetime(2021, 3, 30, 12, tzinfo=UTC)
    clock.move_to(noon)
    for days in (1, 5):
        clock.leap_to(noon + timedelta(days=days))
    assert clock.has_leapt()

    clock.leap_back()

    assert timedelta() <= clock.now() - noon < timedelta(seconds=5)
    assert not clock.has_leapt()
    clock.leap_back()
    assert timedelta() <= clock.now() - noon < timedelta(seconds=5)


def test_a_clock_that_was_reset_has_not_leapt() -> None:
    clock.leap_to(datetime(2021, 3, 30, 12, tzinfo=UTC))
    clock.reset()
    assert not clock.has_leapt()


def test_production_refuses_to_move_the_clock(settings: Settings) -> None:
    clock.move_to(datetime(2021, 3, 30, 12, tzinfo=UTC))
    settings.CLOCK_MAY_MOVE = False

    with pytest.raises(RuntimeError, match="cannot be moved"):
        clock.move_to(datetime(2021, 3, 30, 12, tzinfo=UTC))

    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
