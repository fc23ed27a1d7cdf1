"""The workers, beats and web processes of an installation, and what a test may do to them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import count
from threading import Event, Thread

import psutil

from bulletin.services import parts, ports
from bulletin.services.console import Stopped
from bulletin.services.keeper import keep_running
from bulletin.services.parts import Parts
from bulletin.services.places import CHECKOUT, Place
from bulletin.services.processes import Child

from .looking import behind, node_of, pid_of
from .waiting import wait_until

_COMMAND_SECONDS = 120
_START_SECONDS = 90.0
_PRODUCT = "bulletin"


class Crew:
    """Processes by the product's own commands, each with a name and a log of its own."""

    def __init__(self, place: Place, environment: Mapping[str, str]) -> None:
        self.place = place
        self.environment = environment
        self.workers: list[Child] = []
        self.beats: list[Child] = []
        self.webs: list[Child] = []
        self.urls: list[str] = []
        self.parts = Parts(place, environment)
        self._numbers = count(1)

    def start(self, *, workers: int = 0, beats: int = 0, webs: int = 0) -> None:
        """So many more of each run, the workers and the pages ready to serve."""
        started = [self.new_worker() for _ in range(workers)]
        for _ in range(beats):
            self._new_beat()
        for _ in range(webs):
            self._new_web()
        for worker in started:
            self.wait_until_ready(worker)

    def new_worker(self, *, app: str = _PRODUCT) -> Child:
        """One more worker runs; it need not be ready yet."""
        made, name = self.parts.worker(), self._name("worker")
        command = [*_of_app(app, made.command), f"--hostname={name}@%h"]
        return _added(self.workers, replace(made, name=name, command=command))

    def _new_beat(self) -> None:
        made, name = self.parts.beat(), self._name("beat")
        schedule = f"--schedule={self.place.beat_schedule}-{name}"
        command = [*_of_app("tests.live.impatient", made.command), schedule]
        _added(self.beats, replace(made, name=name, command=command))

    def _new_web(self) -> None:
        port = ports.free()
        _added(self.webs, replace(self.parts.web(ports.LOOPBACK, port), name=self._name("web")))
        wait_until(
            lambda: parts.answers(ports.LOOPBACK, port),
            "the pages are served",
            seconds=_START_SECONDS,
        )
        self.urls.append(f"http://{ports.LOOPBACK}:{port}")

    def _name(self, what: str) -> str:
        return f"{what}-{next(self._numbers)}"

    def wait_until_ready(self, worker: Child) -> None:
        """It takes tasks. Raises AssertionError with its last words where it has ended."""

        def is_ready() -> bool:
            assert worker.is_alive, "\n".join(worker.last_words())
            return " ready." in said_by(worker)

        wait_until(is_ready, f"{worker.name} is ready", seconds=_START_SECONDS)

    def dismiss(self, worker: Child) -> None:
        """The worker has ended, and is none of the installation's any more."""
        worker.stop()
        self.workers.remove(worker)

    def stop(self) -> None:
        """No worker, beat or web process is left."""
        everyone = [*self.beats, *self.workers, *self.webs]
        self.thaw(*everyone)
        for child in everyone:
            _signal(child, signal.SIGTERM)
        for child in everyone:
            child.stop()

    def kill(self, child: Child) -> None:
        """The process and all of its group are dead, at once and without a word (SIGKILL)."""
        _signal(child, signal.SIGKILL)
        child.stop()

    def revive(self, child: Child) -> None:
        """It runs, started again if it was dead; a worker need not be ready yet."""
        self.thaw(child)
        if not child.is_alive:
            child.stop()
            child.start()

    def freeze(self, *children: Child) -> None:
        """They stand still (SIGSTOP) until they are thawed."""
        for child in children:
            _signal(child, signal.SIGSTOP)

    def thaw(self, *children: Child) -> None:
        for child in children:
            _signal(child, signal.SIGCONT)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """In the block whoever ends is started again, as in every installation."""
        over = Event()

        def pause(seconds: float) -> None:
            if over.wait(seconds):
                raise Stopped

        def keep() -> None:
            with suppress(Stopped):
                keep_running([*self.workers, *self.beats], pause)

        keeper = Thread(target=keep)
        keeper.start()
        try:
            yield
        finally:
            over.set()
            keeper.join()

    def make_deaf(self, worker: Child, queue: str) -> None:
        """The worker lives on, and takes nothing from this queue any more."""
        where = f"--destination={node_of(worker)}"
        said = self._run(
            "celery",
            f"--app={_PRODUCT}",
            "control",
            "--timeout=20",
            where,
            "cancel_consumer",
            queue,
        )
        assert f"no longer consuming from {queue}" in said

    def manage(self, *words: str) -> str:
        """One of manage.py's commands, run beside; what it printed."""
        return self._run("django", *words)

    def _run(self, module: str, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=CHECKOUT,
            env=dict(self.environment),
            capture_output=True,
            text=True,
            timeout=_COMMAND_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def worker_behind(self, client_port: int) -> Child:
        """The worker that holds this end of a connection to the post office."""
        return behind(client_port, self.workers)[0]

    def process_behind(self, client_port: int) -> psutil.Process:
        """The one of its processes that does."""
        return behind(client_port, self.workers)[1]

    @property
    def workers_words(self) -> str:
        """All that any worker has written to its log."""
        return "".join(said_by(worker) for worker in self.workers)


def said_by(child: Child) -> str:
    """What the process has written to its log."""
    return child.log.read_text(errors="replace") if child.log.exists() else ""


def _added(among: list[Child], child: Child) -> Child:
    """The child runs, as one more of these."""
    among.append(child)
    child.start()
    return child


def _of_app(app: str, command: Sequence[str]) -> list[str]:
    """Celery's command for another application."""
    return [f"--app={app}" if word == f"--app={_PRODUCT}" else word for word in command]


def _signal(child: Child, number: signal.Signals) -> None:
    if child.is_alive:
        os.killpg(pid_of(child), number)
