"""Processes that we start, and find again after whoever started them was killed.

Each is the head of a process group of its own, so that Ctrl-C reaches us alone and we stop
them in order. Each leaves a record on disk: its number, when it started, and the signal that
asks it to stop.
"""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import psutil

from bulletin.services.places import CHECKOUT

# Start times are counted from the boot, which the system's clock may restate by a little.
_SAME_START_SECONDS = 2.0
_GROUP_SECONDS = 5.0
_PAUSE_SECONDS = 0.05


@dataclass
class Child:
    """One process to run: what, with which environment, and where its words go.

    They go to `<logs>/<name>.log`, but for standard output where `output` names a file.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    logs: Path
    records: Path
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 30.0
    output: Path | None = None
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    @property
    def log(self) -> Path:
        return self.logs / f"{self.name}.log"

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def status(self) -> int | None:
        """The exit status; None while it runs, negative for the signal that ended it."""
        return self._process.poll() if self._process else None

    def start(self) -> None:
        """Run it; from now on its record says so. Raises OSError."""
        with _appending(self.log) as log, _appending(self.output or self.log) as output:
            self._process = subprocess.Popen(
                self.command,
                cwd=CHECKOUT,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=log,
                start_new_session=True,
            )
        _Record.of(self, self._process.pid).write(self.records / self.name)

    def stop(self) -> None:
        """Ask it to end, insist after `stop_seconds`; nothing of its group is left. Idempotent."""
        if self._process is None:
            return
        pid = self._process.pid
        leader = _leader(pid) if self.is_alive else None
        _end(leader, pid, self.stop_signal, self.stop_seconds)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_GROUP_SECONDS)
        (self.records / self.name).unlink(missing_ok=True)
        self._process = None

    def last_words(self, lines: int = 5) -> list[str]:
        """The last lines of its log."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return text.splitlines()[-lines:]


def _appending(path: Path) -> BinaryIO:
    return open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb")


@dataclass(frozen=True)
class _Record:
    pid: int
    started: float
    stop_signal: int
    stop_seconds: float

    @classmethod
    def of(cls, child: Child, pid: int) -> "_Record":
        leader = _leader(pid)
        started = leader.create_time() if leader else 0.0
        return cls(pid, started, child.stop_signal, child.stop_seconds)

    def write(self, path: Path) -> None:
        """The record is there whole or not at all."""
        beside = path.with_name(f"{path.name}.new")
        beside.write_text(json.dumps(self.__dict__))
        beside.replace(path)

    def stop(self) -> bool:
        """End the process and its group, if they are the ones recorded; whether they were."""
        if self.started < psutil.boot_time() - _SAME_START_SECONDS:
            return False
        leader = _leader(self.pid)
        if leader and abs(leader.create_time() - self.started) > _SAME_START_SECONDS:
            return False
        if leader is None and not _group(self.pid):
            return False
        _end(leader, self.pid, signal.Signals(self.stop_signal), self.stop_seconds)
        return True


def stop_left_behind(records: Path) -> list[str]:
    """End what a killed start left running, the last started first; their names.

    A record whose process has ended, or whose number another process has by now, only goes.
    """
    found = sorted(
        ((_read(path), path) for path in records.glob("*")),
        key=lambda pair: pair[0].started,
        reverse=True,
    )
    stopped = []
    for record, path in found:
        if record.stop():
            stopped.append(path.name)
        path.unlink(missing_ok=True)
    return stopped


def _read(path: Path) -> _Record:
    """The record at `path`; one cut off in the middle names no process that could be ours."""
    try:
        return _Record(**json.loads(path.read_text()))
    except (ValueError, TypeError):
        return _Record(0, 0.0, signal.SIGTERM, 0.0)


def _leader(pid: int) -> psutil.Process | None:
    """The process of that number, ended and not yet collected ones among them."""
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(pid)
    return None


def _end(
    leader: psutil.Process | None, group: int, stop_signal: signal.Signals, seconds: float
) -> None:
    if leader is not None:
        with suppress(psutil.NoSuchProcess):
            leader.send_signal(stop_signal)
        _wait(lambda: not _lives(leader), seconds)
    for member in _group(group):
        with suppress(psutil.NoSuchProcess):
            member.kill()
    _wait(lambda: not _group(group), _GROUP_SECONDS)


def _wait(fact: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not fact() and time.monotonic() < until:
        time.sleep(_PAUSE_SECONDS)


def _lives(process: psutil.Process) -> bool:
    """Whether it runs; one that has ended may wait long for a parent that collects it."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _group(number: int) -> list[psutil.Process]:
    """The living processes of a process group."""
    members = []
    for process in psutil.process_iter():
        with suppress(ProcessLookupError, PermissionError):
            if os.getpgid(process.pid) == number and _lives(process):
                members.append(process)
    return members
