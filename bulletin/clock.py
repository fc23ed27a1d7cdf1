"""The one clock. Views, tasks and commands read it; everything else takes `now`.

Tests, rehearsals and the demo move it by an offset kept in the shared cache, so that
every process of one installation agrees. Production settings refuse an offset.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import cache

_OFFSET_KEY = "clock-offset-seconds"
_BEFORE_LEAPS_KEY = "clock-offset-seconds-before-leaps"


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


def leap_to(instant: datetime) -> None:
    """As `move_to`, for a while: `leap_back` makes up for all leaps."""
    before = offset()
    move_to(instant)
    cache.add(_BEFORE_LEAPS_KEY, before.total_seconds(), timeout=None)


def has_leapt() -> bool:
    return cache.get(_BEFORE_LEAPS_KEY) is not None


def leap_back() -> None:
    """The clock shows what it would show had it never leapt."""
    seconds = cache.get(_BEFORE_LEAPS_KEY)
    if seconds is not None:
        move_to(datetime.now(UTC) + timedelta(seconds=seconds))
        cache.delete(_BEFORE_LEAPS_KEY)


def reset() -> None:
    """Let the clock stand at the real time again."""
    cache.delete_many([_OFFSET_KEY, _BEFORE_LEAPS_KEY])
