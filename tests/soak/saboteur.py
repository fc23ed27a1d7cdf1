"""Kills workers at random moments, and has them started again as their keeper would."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from threading import Event, Thread

import psycopg

from bulletin.services.processes import Child
from tests.live import Installation, PostOffice, family

_QUIET_SECONDS = (2.0, 10.0)
_DOWN_SECONDS = (0.5, 3.0)
_LOOK_SECONDS = 0.01
_MOST_LOOKS = 1000

_RELEASE = """
UPDATE outbox_mail SET claimed_until = now()
WHERE accepted_at IS NULL AND failed_at IS NULL AND dropped_at IS NULL
  AND split_part(claimed_by, ' ', 2) = ANY(%s)
"""


@dataclass
class Saboteur:
    """`kills` counts the dead; every second one dies while mail is on its way."""

    live: Installation
    post: PostOffice
    chance: Random
    kills: int = 0
    among_mail: int = 0
    _stop: Event = field(default_factory=Event)

    @contextmanager
    def at_work(self) -> Iterator["Saboteur"]:
        """Inside the block, until it is left; every worker runs again afterwards."""
        thread = Thread(target=self._work)
        thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            thread.join()

    def _work(self) -> None:
        while not self._stop.wait(self.chance.uniform(*_QUIET_SECONDS)):
            if self.chance.random() < 0.5:
                self._wait_for_mail()
            worker = self.chance.choice(self.live.workers)
            if worker.is_alive:
                self._kill(worker)
            self._stop.wait(self.chance.uniform(*_DOWN_SECONDS))
            self.live.revive(worker)

    def _wait_for_mail(self) -> None:
        """Until the next message has been taken, or for a while."""
        before = len(self.post.taken)
        for _look in range(_MOST_LOOKS):
            if len(self.post.taken) != before or self._stop.wait(_LOOK_SECONDS):
                self.among_mail += len(self.post.taken) != before
                return

    def _kill(self, worker: Child) -> None:
        """Its claims run out at once: where days go by in seconds, so do ten minutes."""
        processes = [str(process.pid) for process in family(worker)]
        self.live.kill(worker)
        self.kills += 1
        with psycopg.connect(self.live.place.database_url, autocommit=True) as connection:
            connection.execute(_RELEASE, [processes])
