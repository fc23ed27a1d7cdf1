"""Starting, hurting and mending a whole installation."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection

from bulletin import clock
from bulletin.services import folders, ports, postgres, redis_server, servers
from bulletin.services.places import Place
from bulletin.services.processes import Child

from .broker import Broker
from .crew import Crew
from .database import Database
from .inside import seen_from_here
from .smtp import PostOffice
from .waiting import wait_until

_QUIET_LOOKS = 4
_QUIET_PAUSE_SECONDS = 0.05


@contextmanager
def installation(
    folder: Path,
    *,
    workers: int = 1,
    beats: int = 1,
    webs: int = 0,
    settings: Mapping[str, str] | None = None,
) -> Iterator["Installation"]:
    """It runs inside the block, over empty tables, and writes to a post office of its own.

    `folder` must be new; `settings` are environment variables beside those it needs. Its beats
    ask for a sweep each second. Its profile is `test`, so that its clock can be moved.
    """
    place = Place("test", folder)
    folders.prepare(place)
    with ExitStack() as stack:
        stack.enter_context(servers.hold(place))
        data, queue = stack.enter_context(servers.running(place, {}))
        made = Installation(place, data, queue, settings or {})
        stack.enter_context(made.post)
        made.manage("migrate", "--noinput")
        stack.callback(made.stop)
        made.start(workers=workers, beats=beats, webs=webs)
        yield made


class Installation(Crew):
    """Its processes, servers, mail and clock; what a test stops, `renew` starts again.

    `offset` is how far its clock stands from the real one, as far as anybody here moved it.
    """

    def __init__(
        self, place: Place, data: Child, queue: Child, settings: Mapping[str, str]
    ) -> None:
        self.post = PostOffice(clock=self.now)
        super().__init__(place, _environment(place, self.post.port) | dict(settings))
        self.postgres, self.redis = data, queue
        self.broker = Broker(place.redis_url)
        self.database = Database(place.database_url)
        self.offset = timedelta()

    def restart_postgres(self, *, while_down: Callable[[], None] = lambda: None) -> None:
        """PostgreSQL has ended every connection, ours as well, stopped, and answers again."""
        connection.close()
        self.postgres.stop()
        while_down()
        self.postgres.start()
        postgres.wait_until_ready(self.place, self.postgres, time.sleep)

    def stop_redis(self) -> None:
        """Redis is gone, with all that it held."""
        self.redis.stop()

    def start_redis(self) -> None:
        """Redis answers, and remembers nothing; the clock stands at the real time again."""
        self.redis.start()
        redis_server.wait_until_ready(self.place, self.redis, time.sleep)
        self.offset = timedelta()

    def empty_redis(self) -> None:
        """Redis holds nothing any more; the clock stands at the real time again."""
        self.broker.empty()
        self.offset = timedelta()

    def now(self) -> datetime:
        """What the installation's clock shows."""
        return datetime.now(UTC) + self.offset

    def move_to(self, instant: datetime) -> None:
        """Its clock shows this instant and runs on from there, in every process."""
        with self.inside():
            clock.move_to(instant)
        self.offset = instant - datetime.now(UTC)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """In the block this process's models and clock are the installation's."""
        with seen_from_here(self.place):
            yield

    def rest(self) -> None:
        """No beat asks for a sweep any more, and no worker has anything to do."""
        self.freeze(*self.beats)
        wait_until(self._is_quiet, "the workers have done what they were asked to")

    def _is_quiet(self) -> bool:
        """Whether no sweep waits or runs: a running one is with PostgreSQL or the post office,
        and between the two only for an instant."""
        for _ in range(_QUIET_LOOKS):
            if self.broker.waiting or self.post.lines or self.database.is_at_work:
                return False
            time.sleep(_QUIET_PAUSE_SECONDS)
        return True

    def go(self) -> None:
        """The beats ask for sweeps again."""
        self.thaw(*self.beats)

    @contextmanager
    def still(self) -> Iterator[None]:
        """In the block it rests."""
        self.rest()
        try:
            yield
        finally:
            self.go()

    def renew(self) -> None:
        """All that was stopped or killed runs again, over empty tables, and it rests."""
        self.post.behaves()
        self.post.open()
        if not self.postgres.is_alive:
            self.restart_postgres()
        if not self.redis.is_alive:
            self.start_redis()
        for child in (*self.workers, *self.beats):
            self.revive(child)
        self.rest()
        self.database.empty()
        self.empty_redis()
        self.post.forget()


def _environment(place: Place, mail_port: int) -> dict[str, str]:
    """What every process of the installation is told."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        "BULLETIN_PROFILE": place.name,
        "BULLETIN_DATA": str(place.folder),
        "DJANGO_SETTINGS_MODULE": "bulletin.settings",
        "DATABASE_URL": place.database_url,
        "REDIS_URL": place.redis_url,
        "BULLETIN_MAIL_HOST": ports.LOOPBACK,
        "BULLETIN_MAIL_PORT": str(mail_port),
        "BULLETIN_MAIL_TLS": "none",
        "PYTHONUNBUFFERED": "1",
        "TMPDIR": str(place.tmp),
    }
