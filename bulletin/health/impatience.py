"""Asking servers that may hang: what has not answered in time has not answered."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread
from time import monotonic
from typing import Generic, TypeVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

T = TypeVar("T")

_CONNECT_SECONDS = 2
# As PostgreSQL enforces them.
_LIMITS = {"statement_timeout": "10s", "idle_in_transaction_session_timeout": "60s"}


@dataclass
class Asked(Generic[T]):
    """A question put in a thread of its own, which nobody waits for longer than they like."""

    question: Callable[[], T]
    _answers: list[T] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._thread = Thread(target=self._ask, daemon=True)
        self._thread.start()

    def _ask(self) -> None:
        # Why there is no answer is nobody's business who asks over the net.
        with suppress(Exception):
            self._answers.append(self.question())

    def answer(self, *, by: float) -> T | None:
        """What it was; None where it failed or had not come by then (as `monotonic` counts)."""
        self._thread.join(max(0.0, by - monotonic()))
        return self._answers[0] if self._answers else None


def seconds_from_now(seconds: float) -> float:
    return monotonic() + seconds


def use_an_impatient_connection() -> BaseDatabaseWrapper:
    """The present thread has the database through a connection of its own, beside the pool.

    It gives up where the server does not answer, and the server gives up on it where it hangs
    in a transaction. Whoever asked closes it.
    """
    impatient = connections["default"].copy()
    given = {**impatient.settings_dict["OPTIONS"]}
    given.pop("pool", None)
    limits = " ".join(f"-c {name}={limit}" for name, limit in _LIMITS.items())
    asked_for = f"{given.get('options', '')} {limits}"
    options = {**given, "connect_timeout": _CONNECT_SECONDS, "options": asked_for}
    impatient.settings_dict = {**impatient.settings_dict, "OPTIONS": options}
    connections["default"] = impatient
    return impatient
