"""What the person at the keyboard reads, and how they stop us."""

import signal
import sys
import time
from contextlib import suppress
from types import FrameType
from typing import TextIO

_SLICE_SECONDS = 0.1


def say(line: str) -> None:
    """One line of progress, shown at once."""
    _write(sys.stdout, line)


def complain(line: str) -> None:
    """One line of trouble, on standard error."""
    _write(sys.stderr, line)


def _write(stream: TextIO, line: str) -> None:
    # A terminal that was closed must not keep us from stopping what we started.
    with suppress(OSError):
        stream.write(f"{line}\n")
        stream.flush()


class Stopped(Exception):
    """Somebody asked us to stop."""


class Stopping:
    """From now on Ctrl-C, SIGTERM and a closed terminal raise Stopped, in `pause` alone.

    So a process is never started without its record, and a second Ctrl-C does not cut off
    the stopping that the first one began.
    """

    def __init__(self) -> None:
        self._asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._asked = True

    def pause(self, seconds: float) -> None:
        """Let the time pass. Raises Stopped as soon as somebody has asked us to stop."""
        until = time.monotonic() + seconds
        while True:
            if self._asked:
                raise Stopped
            left = until - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(left, _SLICE_SECONDS))
