"""python -m bulletin.services demo | serve | stop | run-test-servers

What `make demo`, `make serve` and `make stop` call. PORT and BULLETIN_BIND say where the
pages are served. Exit status 0 means that it did what it was asked, and was then asked to stop.
"""

import os
import sys

from bulletin.services import envfiles, folders, ports, servers
from bulletin.services.console import Stopped, Stopping, complain, say
from bulletin.services.ending import stop_everything
from bulletin.services.places import of
from bulletin.services.starting import start_demo, start_serve
from bulletin.services.trouble import Trouble


def _port() -> int:
    return ports.read(os.environ.get("PORT") or "8000")


def _demo() -> None:
    start_demo(of("demo"), port=_port())


def _serve() -> None:
    place = of("serve")
    given = place.environment() | os.environ
    start_serve(place, host=given.get("BULLETIN_BIND") or ports.LOOPBACK, port=_port())


def _run_test_servers() -> None:
    """The tests' PostgreSQL and Redis, for a developer who runs pytest many times."""
    stopping = Stopping()
    place = of("test")
    folders.prepare(place)
    with servers.hold(place), servers.running(place, os.environ, stopping.pause):
        say(f"export DATABASE_URL='{place.database_url}' REDIS_URL='{place.redis_url}'")
        while True:
            stopping.pause(1.0)


_COMMANDS = {
    "demo": _demo,
    "serve": _serve,
    "stop": stop_everything,
    "run-test-servers": _run_test_servers,
}


def main(words: list[str]) -> int:
    """Do what the one word says; the exit status."""
    command = _COMMANDS.get(words[0]) if len(words) == 1 else None
    if command is None:
        complain(f"usage: python -m bulletin.services {' | '.join(_COMMANDS)}")
        return 1
    os.umask(0o077)
    try:
        command()
    except Stopped:
        say("Stopped.")
    except (Trouble, envfiles.BadLine) as trouble:
        complain(str(trouble))
        return 1
    except OSError as error:
        complain(f"{error.filename or 'This machine'}: {error.strerror or error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
