"""A whole installation to be measured: production settings, servers of its own in var/bench."""

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bulletin.services import folders, kept, parts, ports, servers
from bulletin.services.parts import Parts
from bulletin.services.places import CHECKOUT, Place
from bulletin.services.ports import LOOPBACK
from bulletin.services.processes import Child
from bulletin.services.trouble import Trouble

# Serve's place, not test's: PostgreSQL waits for its disk, as it must in life.
PLACE = Place("serve", CHECKOUT / "var" / "bench")
LETTER = PLACE.tmp / "letter.eml"

_START_SECONDS = 60.0
_PAUSE_SECONDS = 0.1
_OTHERS = ("BULLETIN_", "DJANGO_", "DATABASE_URL", "REDIS_URL", "GUNICORN_", "PG")


@dataclass(frozen=True)
class Web:
    """A running web process: where it listens, and the head of its tree of processes."""

    port: int
    child: Child

    @property
    def pid(self) -> int:
        return pid_of(self.child.name)


@dataclass(frozen=True)
class Installation:
    """Its servers run; more of its processes can be started, and end with it."""

    environment: Mapping[str, str]
    stack: ExitStack

    def web(self, name: str, **told: str) -> Web:
        """The product's own command; only that its workers are not renewed while we measure.

        `told` are further variables of its environment. Raises Trouble where it does not start.
        """
        port = ports.free()
        child = Parts(PLACE, {**self.environment, **told}).web(LOOPBACK, port)
        child.name = f"web-{name}"
        child.command = [*child.command, "--max-requests=0"]
        self.start(child)
        waited = 0.0
        while not parts.answers(LOOPBACK, port):
            if not child.is_alive or waited > _START_SECONDS:
                raise Trouble(f"{child.name} did not start: {child.log}")
            time.sleep(_PAUSE_SECONDS)
            waited += _PAUSE_SECONDS
        return Web(port, child)

    def command(self, *words: str) -> None:
        """One of manage.py's commands, to its end. Raises Trouble where it fails."""
        child = Parts(PLACE, self.environment).command(*words)
        self.start(child)
        while child.is_alive:
            time.sleep(_PAUSE_SECONDS)
        if child.status:
            raise Trouble(f"{words[0]} failed: {child.log}")

    def mail_server(self) -> None:
        """What is sent goes to `tests.bench.sink`."""
        port = self.environment["BULLETIN_MAIL_PORT"]
        command = [sys.executable, "-m", "tests.bench.sink", port, str(LETTER)]
        self.start(Child("sink", command, self.environment, PLACE.logs, PLACE.processes))

    def start(self, child: Child) -> None:
        self.stack.callback(child.stop)
        child.start()


@contextmanager
def running() -> Iterator[Installation]:
    """New and empty servers answer, with tables and static files; afterwards only logs are left.

    Raises Trouble.
    """
    folders.prepare(PLACE)
    with servers.hold(PLACE), ExitStack() as afterwards:
        afterwards.callback(_forget)
        _forget()
        folders.prepare(PLACE)
        kept.keep(PLACE)
        with servers.running(PLACE, {}), ExitStack() as stack:
            installation = Installation(_environment(), stack)
            installation.command("migrate", "--noinput")
            installation.command("collectstatic", "--noinput", "--clear")
            yield installation


def _forget() -> None:
    """The data of a run is gone: it is large, and no later run wants it."""
    for folder in (PLACE.postgres, PLACE.redis, PLACE.tmp):
        shutil.rmtree(folder, ignore_errors=True)


def pid_of(name: str) -> int:
    """The number of a process that the installation started."""
    return int(json.loads((PLACE.processes / name).read_text())["pid"])


def weighs() -> int:
    """Bytes of the database's folder."""
    return sum(file.stat().st_size for file in Path(PLACE.postgres).rglob("*") if file.is_file())


def _environment() -> dict[str, str]:
    """What serve tells its processes; whatever this shell tells other installations is left out."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_OTHERS)}
    ours = {
        "DATABASE_URL": PLACE.database_url,
        "REDIS_URL": PLACE.redis_url,
        "BULLETIN_PUBLIC_URL": "http://localhost",
        "BULLETIN_STATIC_ROOT": str(PLACE.static),
        "BULLETIN_MAIL_HOST": LOOPBACK,
        "BULLETIN_MAIL_PORT": str(ports.free()),
        "BULLETIN_MAIL_TLS": "none",
        "BULLETIN_PROFILE": PLACE.name,
        "BULLETIN_DATA": str(PLACE.folder),
        "DJANGO_SETTINGS_MODULE": "bulletin.settings",
        "PYTHONUNBUFFERED": "1",
        "TMPDIR": str(PLACE.tmp),
    }
    return inherited | PLACE.environment() | ours
