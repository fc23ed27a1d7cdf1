"""PostgreSQL and Redis of one place, started and stopped together."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager

from bulletin.services import locks, postgres, redis_server
from bulletin.services.places import Place
from bulletin.services.processes import Child, stop_left_behind
from bulletin.services.trouble import Trouble

Pause = Callable[[float], None]


@contextmanager
def hold(place: Place) -> Iterator[list[str]]:
    """The place is ours inside the block; gives the names of what a killed start left behind.

    That is stopped first, and what it told its processes is forgotten. The folder must
    exist. Raises Trouble where another process runs the place.
    """
    try:
        with locks.held(place.lock):
            place.running.unlink(missing_ok=True)
            yield stop_left_behind(place.processes)
    except locks.Held as held:
        end_it = "wait for it" if place.name == "test" else "make stop ends it"
        raise Trouble(
            f"{place.name} runs already in {place.folder}, as process {held.pid}: {end_it}."
        ) from None


def _set_logs_aside(place: Place) -> None:
    """Each start writes new logs; those of the start before stay beside them."""
    for log in place.logs.glob("*.log"):
        log.replace(log.with_suffix(".log.1"))


@contextmanager
def running(
    place: Place, environment: Mapping[str, str], pause: Pause = time.sleep
) -> Iterator[list[Child]]:
    """PostgreSQL and Redis of a held place answer inside the block; gives those we started.

    DATABASE_URL and REDIS_URL in the environment name other servers; then ours are not
    started. Raises Trouble.
    """
    _set_logs_aside(place)
    with ExitStack() as stack:
        started: list[Child] = []
        if "DATABASE_URL" not in environment:
            started.append(_start(stack, postgres.child(place)))
            postgres.wait_until_ready(place, started[-1], pause)
        if "REDIS_URL" not in environment:
            started.append(_start(stack, redis_server.child(place)))
            redis_server.wait_until_ready(place, started[-1], pause)
        yield started


def _start(stack: ExitStack, child: Child) -> Child:
    stack.callback(child.stop)
    child.start()
    return child
