"""Keeps processes running: one that dies is started again, more slowly each time."""

import time
from collections.abc import Callable, Sequence

from bulletin.services.console import complain, say
from bulletin.services.processes import Child

_LOOK_SECONDS = 0.5
_LONGEST_WAIT_SECONDS = 30.0
_STEADY_SECONDS = 60.0


class Keeper:
    """Watches one running process."""

    def __init__(self, child: Child) -> None:
        self._child = child
        self._deaths = 0
        self._started = time.monotonic()
        self._start_again: float | None = None

    def look(self, now: float) -> None:
        """Say so if it has died, and start it again when its time has come.

        `now` counts seconds, as `time.monotonic` does.
        """
        if self._child.is_alive:
            if now - self._started > _STEADY_SECONDS:
                self._deaths = 0
        elif self._start_again is None:
            self._mourn(now)
        elif now >= self._start_again:
            self._revive(now)

    def _mourn(self, now: float) -> None:
        wait = min(2.0**self._deaths, _LONGEST_WAIT_SECONDS)
        self._deaths += 1
        self._start_again = now + wait
        name = self._child.name
        complain(f"{name} stopped ({self._child.status}); it starts again in {wait:.0f} s.")
        for line in self._child.last_words():
            complain(f"  {name}: {line}")

    def _revive(self, now: float) -> None:
        self._child.stop()  # what is left of its group
        self._started, self._start_again = now, None
        try:
            self._child.start()
        except OSError as error:
            complain(f"{self._child.name}: {error.strerror}: {error.filename}")
        else:
            say(f"{self._child.name} runs again.")


def keep_running(children: Sequence[Child], pause: Callable[[float], None]) -> None:
    """Watch them until `pause` raises."""
    keepers = [Keeper(child) for child in children]
    while True:
        for keeper in keepers:
            keeper.look(time.monotonic())
        pause(_LOOK_SECONDS)
