"""The one clock. Views, tasks and commands read it; everything else takes `now`.

Tests, rehearsals and the demo move it by an offset kept in the shared cache, so that
every process of one installation agrees. Production settings refuse an offset.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import cache

_OFFSET_KEY = "clock-offset-seconds"


def now() -> datetime:
    """The present instant, in UTC, moved by the offset where settings allow one."""
    real = datetime.now(UTC)
    if not settings.CLOCK_MAY_MOVE:
        return real
    return real + offset()


def offset() -> timedelta:
    """How far the clock stands from the real one; zero where it may not move."""
    if not settings.CLOCK_MAY_MOVE:
        return timedelta()
    return timedelta(seconds=cache.get(_OFFSET_KEY, 0.0))


def move_to(instant: datetime) -> None:
    """Make `now()` answer `instant` and run on from there, in every process.

    Raises RuntimeError in production: a moved clock would open stages early.
    """
    if not settings.CLOCK_MAY_MOVE:
        raise RuntimeError("The clock cannot be moved under production settings.")
    cache.set(_OFFSET_KEY, (instant - datetime.now(UTC)).total_seconds(), timeout=None)


def reset() -> None:
    """Let the clock stand at the real time again."""
    cache.delete(_OFFSET_KEY)
