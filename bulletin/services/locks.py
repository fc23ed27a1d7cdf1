"""One process at a time: a lock that ends with its holder, however that one ends.

The lock is the kernel's (`flock`), so a holder that was killed leaves none behind. The file
says who holds it, for the sentence that the second comer reads.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PATIENCE_SECONDS = 1.0
_PAUSE_SECONDS = 0.05


class Held(Exception):
    """Somebody else holds the lock; `pid` is their process, or None while they write it."""

    def __init__(self, pid: int | None) -> None:
        super().__init__(pid)
        self.pid = pid


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock at `path` inside the block. Raises Held where another process has it.

    It tries for a second: whoever merely looks (`holder`) has it for an instant.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(handle)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise Held(_pid_in(handle)) from None
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def is_held(path: Path) -> bool:
    """Whether some process holds the lock at `path` now."""
    with suppress(Held):
        return _look(path)
    return True


def holder(path: Path) -> int | None:
    """The process that holds the lock at `path`; None where nobody does."""
    try:
        _look(path)
    except Held as held_by:
        return held_by.pid
    return None


def _look(path: Path) -> bool:
    """False; raises Held where some process holds the lock at `path`."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Held(_pid_in(handle)) from None
    finally:
        os.close(handle)
    return False


def _pid_in(handle: int) -> int | None:
    written = os.pread(handle, 32, 0)
    return int(written) if written.isdigit() else None
