"""Places of their own for the tests of the services, and the commands run against them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from bulletin.services.places import CHECKOUT, Name, Place

MakePlace = Callable[[Name], Place]


@pytest.fixture
def make_place(tmp_path_factory: pytest.TempPathFactory) -> MakePlace:
    """Places in new folders, with paths short enough for a socket."""
    return lambda name: Place(name, tmp_path_factory.mktemp("p") / name)


def wait_until(fact: Callable[[], object], seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > until:
            pytest.fail(f"it did not become true within {seconds:.0f} seconds")
        time.sleep(0.05)


def lives(pid: int) -> bool:
    """Whether it runs; one that has ended may wait for a parent that collects it."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def processes_of(place: Place) -> list[str]:
    """The command lines of all living processes that name the place's folder."""
    found = []
    for process in psutil.process_iter(["cmdline", "environ", "status"]):
        words = [*(process.info["cmdline"] or []), *(process.info["environ"] or {}).values()]
        if process.info["status"] != psutil.STATUS_ZOMBIE and any(
            str(place.folder) in word for word in words
        ):
            found.append(" ".join(process.info["cmdline"] or []))
    return found


@dataclass
class Commands:
    """`python -m bulletin.services WORD` on one place, with none of our servers in its way."""

    place: Place
    settings: dict[str, str] = field(default_factory=dict)
    started: list[subprocess.Popen[str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def start(self, word: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "bulletin.services", word],
            cwd=CHECKOUT,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def run(self, word: str) -> tuple[int, str, str]:
        """Exit status, standard output, standard error."""
        process = self.start(word)
        output, errors = process.communicate(timeout=120)
        return process.returncode, output, errors

    def manage(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """One of manage.py's commands, run beside."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=CHECKOUT,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=120,
        )

    def _environment(self) -> dict[str, str]:
        others = {"DATABASE_URL", "REDIS_URL", "BULLETIN_PROFILE", "DJANGO_SETTINGS_MODULE", "PORT"}
        ours = {name: value for name, value in os.environ.items() if name not in others}
        return ours | {"BULLETIN_DATA": str(self.place.folder)} | self.settings

    def end(self) -> None:
        """Nothing that this test started is left."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.communicate()
        if self.place.mark.exists():
            self.run("stop")
            self.started.pop().communicate()


@pytest.fixture
def commands(make_place: MakePlace) -> Iterator[Callable[[Name], Commands]]:
    made: list[Commands] = []

    def make(name: Name) -> Commands:
        made.append(Commands(make_place(name)))
        return made[-1]

    yield make
    for one in made:
        one.end()


def mode(path: Path) -> str:
    """Who may do what with it, as `chmod` writes it."""
    return f"{path.stat().st_mode & 0o777:o}"
