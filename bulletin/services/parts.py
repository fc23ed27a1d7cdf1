"""The processes of an installation, each as its command."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bulletin.services.places import Place
from bulletin.services.ports import LOOPBACK
from bulletin.services.processes import Child

_HEALTH_SECONDS = 5.0
_FAST_FOLDER = Path("/dev/shm")  # noqa: S108 - the kernel's memory disk


@dataclass(frozen=True)
class Parts:
    """Makes the processes of one place, which share an environment."""

    place: Place
    environment: Mapping[str, str]

    def web(self, host: str, port: int) -> Child:
        """The pages, over HTTP."""
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        heartbeats = _FAST_FOLDER if os.access(_FAST_FOLDER, os.W_OK) else self.place.tmp
        # No access log: the paths in it hold people's links.
        return self._child(
            "web",
            "gunicorn",
            "bulletin.wsgi",
            f"--bind={address}",
            "--worker-class=gthread",
            "--workers=2",
            "--threads=8",
            "--timeout=60",
            "--graceful-timeout=20",
            "--max-requests=20000",
            "--max-requests-jitter=2000",
            f"--worker-tmp-dir={heartbeats}",
            "--no-control-socket",
            "--logger-class=bulletin.logs.gunicorn.Logger",
        )

    def worker(self) -> Child:
        """Sends what is due and builds what was asked for."""
        return self._celery("worker", "--concurrency=2", "--without-gossip", "--without-mingle")

    def beat(self) -> Child:
        """Says every thirty seconds that it is time to look."""
        return self._celery("beat", f"--schedule={self.place.beat_schedule}", "--pidfile=")

    def watch(self) -> Child:
        """Looks whether mail goes out, and tells people where it does not."""
        return self._child("watch", "django", "watch")

    def mail(self, port: int) -> Child:
        """Takes the mails that are sent and keeps them as files."""
        return self._child("mail", "bulletin.services.mailcatcher", str(self.place.mail), str(port))

    def command(self, *words: str) -> Child:
        """One of manage.py's commands, its standard output in a file of its own."""
        name = words[0]
        output = self.place.tmp / f"{name}.out"
        output.unlink(missing_ok=True)
        child = self._child(name, "django", *words)
        child.output = output
        return child

    def _celery(self, name: str, *options: str) -> Child:
        return self._child(
            name, "celery", "--app=bulletin", "--quiet", name, "--loglevel=INFO", *options
        )

    def _child(self, name: str, module: str, *arguments: str) -> Child:
        return Child(
            name=name,
            command=[sys.executable, "-m", module, *arguments],
            environment=self.environment,
            logs=self.place.logs,
            records=self.place.processes,
        )


def answers(host: str, port: int) -> bool:
    """Whether the web process answers, whatever it says short of a failure of its own."""
    connection = HTTPConnection(_reachable(host), port, timeout=_HEALTH_SECONDS)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _reachable(host: str) -> str:
    """An address under which a server bound to `host` is reached from here."""
    return {"0.0.0.0": LOOPBACK, "::": "::1", "": LOOPBACK}.get(host, host)  # noqa: S104
