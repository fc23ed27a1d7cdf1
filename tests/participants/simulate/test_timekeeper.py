"""The clock goes forward alone, and not while a worker is at its mail."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from bulletin import clock
from bulletin.outbox.models import Mail, Sweep
from participants.simulate import timekeeper
from participants.simulate.timekeeper import NoWorker, Timekeeper
from tests import factories

pytestmark = pytest.mark.django_db


def a_sweep(*, ended: bool = True) -> Sweep:
    now = factories.NOW
    return Sweep.objects.create(started_at=now, ended_at=now if ended else None)


def test_the_clock_never_goes_back() -> None:
    clock.move_to(factories.NOW)
    Timekeeper(1).reach(factories.NOW - timedelta(days=1))
    assert clock.now() >= factories.NOW


def test_the_clock_waits_for_a_sweep_that_runs_and_not_for_one_that_died(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timekeeper, "_LONGEST_SWEEP_SECONDS", 0.3)
    clock.move_to(factories.NOW)
    a_sweep(ended=False)
    keeper, started = Timekeeper(1), time.monotonic()
    keeper.reach(factories.NOW + timedelta(hours=1))
    waited = time.monotonic() - started
    keeper.reach(factories.NOW + timedelta(hours=2))
    assert (waited >= 0.3, time.monotonic() - started - waited < 0.2) == (True, True)
    assert clock.now() >= factories.NOW + timedelta(hours=2)


def test_a_sweep_at_rest_has_died_and_one_that_holds_mails_is_given_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timekeeper, "_LONGEST_SWEEP_SECONDS", 1.0)
    monkeypatch.setattr(timekeeper, "_LONGEST_REST_SECONDS", 0.2)
    clock.move_to(factories.NOW)
    a_sweep(ended=False)
    keeper = Timekeeper(1)
    assert 0.2 <= seconds_until(keeper, factories.NOW + timedelta(hours=1)) < 1.0
    factories.mail(claimed_by="somebody", claimed_until=datetime.now(UTC) + timedelta(minutes=10))
    a_sweep(ended=False)
    assert seconds_until(keeper, factories.NOW + timedelta(hours=2)) >= 1.0


def seconds_until(keeper: Timekeeper, instant: datetime) -> float:
    """How long the clock needs to reach it."""
    started = time.monotonic()
    keeper.reach(instant)
    return time.monotonic() - started


@contextmanager
def somebody_in_a_transaction() -> Iterator[None]:
    """In the block another connection to the database has asked something and not yet ended."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1")
        yield
        other.rollback()
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_a_sweep_in_a_transaction_is_not_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timekeeper, "_LONGEST_SWEEP_SECONDS", 1.0)
    monkeypatch.setattr(timekeeper, "_LONGEST_REST_SECONDS", 0.2)
    clock.move_to(factories.NOW)
    a_sweep(ended=False)
    with somebody_in_a_transaction():
        assert seconds_until(Timekeeper(1), factories.NOW + timedelta(hours=1)) >= 1.0


def test_only_a_sweep_that_began_since_counts_whatever_the_clock_showed_before() -> None:
    """One that ran before the clock was put back bears a later time."""
    clock.move_to(factories.NOW - timedelta(days=9))
    a_sweep()
    with pytest.raises(NoWorker):
        Timekeeper(0.1, ask=lambda: None).deliver()
    Timekeeper(1, ask=a_sweep).deliver()


def test_what_does_not_leave_is_not_delivered() -> None:
    clock.move_to(factories.NOW)
    factories.mail()
    with pytest.raises(NoWorker):
        Timekeeper(0.1, ask=a_sweep).deliver()
    Mail.objects.update(dropped_at=factories.NOW)
    Timekeeper(1, ask=a_sweep).deliver()
