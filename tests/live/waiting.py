"""Waiting for a fact about other processes, with an end."""

import time
from collections.abc import Callable

_PAUSE_SECONDS = 0.05


def wait_until(fact: Callable[[], object], what: str, *, seconds: float = 90.0) -> None:
    """The fact is true. Raises AssertionError with `what` where it does not come true in time."""
    until = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > until:
            raise AssertionError(f"Within {seconds:.0f} seconds it did not come true that {what}.")
        time.sleep(_PAUSE_SECONDS)
