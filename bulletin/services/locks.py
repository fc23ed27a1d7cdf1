"""One process at a time: a lock that ends with its holder, however that one ends.

The lock is the kernel's (`flock`), so a holder that was killed leaves none behind. The file
says who holds it, for the sentence that the second comer reads.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE_SECONDS = 1.0
_PAUSE_SECONDS = 0.05


class Held(Exception):
    """Another process holds the lock; `pid` is its number, None until it has written it."""

    def __init__(self, pid: int | None) -> None:
        super().__init__(pid)
        self.pid = pid


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock at `path` inside the block. Raises Held where another process has it.

    It tries for a second: whoever merely looks has it for an instant.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(handle, path)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def is_held(path: Path) -> bool:
    """Whether some process holds the lock at `path`; no, where we may not look."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def holder(path: Path) -> int | None:
    """The process that holds the lock at `path`; None where nobody does."""
    return _written_in(path) if is_held(path) else None


def _take(handle: int, path: Path) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise Held(_written_in(path)) from None
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _written_in(path: Path) -> int | None:
    text = path.read_text()
    return int(text) if text.isdigit() else None
