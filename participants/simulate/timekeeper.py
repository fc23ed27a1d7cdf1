"""The product's clock goes forward in leaps; before each, the worker has had its say."""

import time
from collections.abc import Callable
from datetime import datetime

from django.db import connection
from django.db.models import Max
from django.db.models.functions import Now

from bulletin import clock
from bulletin.outbox.actions import nudge
from bulletin.outbox.models import Mail, Sweep

_LOOK_SECONDS = 0.02
_ASK_AGAIN_SECONDS = 2.0
_LATEST_SWEEPS = 20
# A sweep takes seconds; one that takes longer was killed in the middle, and never ends. So was
# one that does nothing: between two of its steps it is at rest for less than a tenth of a second.
_LONGEST_SWEEP_SECONDS = 10.0
_LONGEST_REST_SECONDS = 2.0

_SOMEBODY_ELSE_IS_AT_WORK = """
SELECT EXISTS (
  SELECT FROM pg_stat_activity
  WHERE datname = current_database() AND backend_type = 'client backend'
    AND state <> 'idle' AND pid <> pg_backend_pid()
)
"""


class NoWorker(Exception):
    """Nobody sweeps, or what is due does not leave."""


class Timekeeper:
    """Moves the clock, only ever forward, and not while a worker is at a mail.

    `patience` is how many seconds it waits for a sweep once it has called `ask` for one.
    """

    def __init__(self, patience: float, ask: Callable[[], object] = nudge) -> None:
        self._patience = patience
        self._ask = ask
        self._dead: set[int] = set()

    @property
    def now(self) -> datetime:
        return clock.now()

    def reach(self, instant: datetime) -> None:
        """It is `instant`, or later where the clock has gone on by itself meanwhile."""
        if instant > clock.now():
            self._let_sweeps_end()
            clock.leap_to(instant)

    def deliver(self) -> None:
        """All that is owed by now has been sent, by the worker. Raises NoWorker."""
        before = Sweep.objects.aggregate(latest=Max("pk", default=0))["latest"]
        self._ask_until(
            lambda: Sweep.objects.filter(pk__gt=before, ended_at__isnull=False).exists()
        )
        self._ask_until(lambda: not Mail.objects.waiting(now=clock.now()).exists())

    def _ask_until(self, fact: Callable[[], bool]) -> None:
        """A sweep that a dying worker took with it is asked for again."""
        gives_up = time.monotonic() + self._patience
        asks_again = 0.0
        while not fact():
            moment = time.monotonic()
            if moment > gives_up:
                raise NoWorker
            if moment > asks_again:
                self._ask()
                asks_again = moment + _ASK_AGAIN_SECONDS
            time.sleep(_LOOK_SECONDS)

    def _let_sweeps_end(self) -> None:
        """What a sweep decides by its own time, it also does by that time."""
        began = last_at_work = time.monotonic()
        while running := self._running():
            moment = time.monotonic()
            if _is_a_sweep_at_work():
                last_at_work = moment
            rests_for = moment - last_at_work
            if rests_for > _LONGEST_REST_SECONDS or moment - began > _LONGEST_SWEEP_SECONDS:
                self._dead |= running
            time.sleep(_LOOK_SECONDS)

    def _running(self) -> set[int]:
        latest = Sweep.objects.order_by("-pk").values_list("pk", "ended_at")[:_LATEST_SWEEPS]
        return {pk for pk, ended_at in latest if ended_at is None} - self._dead


def _is_a_sweep_at_work() -> bool:
    """Whether one may be: it has mails in its hands, or is with the database."""
    if Mail.objects.unfinished().filter(claimed_until__gt=Now()).exists():
        return True
    with connection.cursor() as cursor:
        cursor.execute(_SOMEBODY_ELSE_IS_AT_WORK)
        return bool(cursor.fetchone()[0])
