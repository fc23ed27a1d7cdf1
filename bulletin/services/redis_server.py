"""The embedded Redis: Celery's broker and the cache, on one socket, no network."""

from collections.abc import Callable
from os import environ

import redis

from bulletin.services import programs
from bulletin.services.places import Place
from bulletin.services.processes import Child
from bulletin.services.trouble import Trouble

_START_SECONDS = 30.0
_PAUSE_SECONDS = 0.02


def child(place: Place) -> Child:
    """Redis over the place's folder; only a test's forgets when it stops. Raises Trouble."""
    keeps = "no" if place.name == "test" else "yes"
    settings = {
        "port": "0",
        "unixsocket": str(place.redis_socket),
        "unixsocketperm": "700",
        "dir": str(place.redis),
        "appendonly": keeps,
        "save": "",
        "databases": "64",
        "daemonize": "no",
    }
    command = [programs.redis_server()]
    for name, value in settings.items():
        command += [f"--{name}", value]
    return Child(
        name="redis",
        command=command,
        environment=environ,
        logs=place.logs,
        records=place.processes,
    )


def wait_until_ready(place: Place, server: Child, pause: Callable[[float], None]) -> None:
    """The server answers, its file read. Raises Trouble with its last words."""
    waited = 0.0
    while not _answers(place):
        if not server.is_alive or waited > _START_SECONDS:
            words = server.last_words(1) or ["it gave no reason"]
            raise Trouble(f"Redis did not start: {words[-1]}")
        pause(_PAUSE_SECONDS)
        waited += _PAUSE_SECONDS


def _answers(place: Place) -> bool:
    client = redis.Redis(unix_socket_path=str(place.redis_socket))
    try:
        return bool(client.ping())
    except redis.ConnectionError:  # also while it still reads its file
        return False
    finally:
        client.close()
