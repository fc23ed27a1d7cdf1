"""Where an installation on one machine keeps what it keeps.

Each of demo, serve and test owns one folder: `var/<name>`, or the one BULLETIN_DATA names.
This module needs nothing but the standard library, so that settings can ask it.
"""

import hashlib
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import quote

from bulletin.services import envfiles, locks

Name = Literal["demo", "serve", "test"]
NAMES: tuple[Name, ...] = get_args(Name)
CHECKOUT = Path(__file__).resolve().parent.parent.parent

# A socket's whole path may have 107 bytes on Linux and 103 on a Mac.
_LONGEST_SOCKET = 103
POSTGRES_PORT = 5432  # part of the socket's name; nothing listens on a network
_POSTGRES_SOCKET = f".s.PGSQL.{POSTGRES_PORT}"
_PLAIN_PATH = re.compile(r"[A-Za-z0-9._/+-]+")


@dataclass(frozen=True)
class Place:
    """One installation's folder and what lies where in it. Nothing is made by asking."""

    name: Name
    folder: Path

    @property
    def mark(self) -> Path:
        """The file that says whose folder this is: a demo never opens what serve keeps."""
        return self.folder / "PLACE"

    @property
    def lock(self) -> Path:
        """Held by whoever runs this place, with their process number inside."""
        return self.folder / "lock"

    @property
    def postgres(self) -> Path:
        """PostgreSQL's data."""
        return self.folder / "postgres"

    @property
    def redis(self) -> Path:
        """Redis's append-only file."""
        return self.folder / "redis"

    @property
    def media(self) -> Path:
        """Uploaded images."""
        return self.folder / "media"

    @property
    def ledger(self) -> Path:
        """What was erased here: no backup holds it, and no restore replaces it."""
        return self.folder / "erasures.jsonl"

    @property
    def exports(self) -> Path:
        """Transcripts that wait to be fetched."""
        return self.folder / "exports"

    @property
    def mail(self) -> Path:
        """The mails that the demo's mail catcher took, one .eml file each."""
        return self.folder / "mail"

    @property
    def logs(self) -> Path:
        """What each process says, one file each."""
        return self.folder / "logs"

    @property
    def processes(self) -> Path:
        """Who was started, one file each, so that a later command can stop them."""
        return self.folder / "processes"

    @property
    def tmp(self) -> Path:
        """The processes' own temporary folder."""
        return self.folder / "tmp"

    @property
    def beat_schedule(self) -> Path:
        """When Celery beat last ran what."""
        return self.folder / "beat-schedule"

    @property
    def static(self) -> Path:
        """The collected static files."""
        return self.folder / "static"

    @property
    def secrets(self) -> Path:
        """The secrets made at serve's first start and kept from then on."""
        return self.folder / "secrets.env"

    @property
    def answers(self) -> Path:
        """What the owner of a real installation sets: public address, mail server."""
        return self.folder / "serve.env"

    @property
    def running(self) -> Path:
        """What the running start told its processes, for the commands beside it."""
        return self.folder / "running.env"

    @cached_property
    def sockets(self) -> Path:
        """Where PostgreSQL and Redis listen: in the place, else in a private folder of /tmp.

        The second is for a checkout whose path is too long for a socket, or not plain enough
        for the addresses that Redis's clients read.
        """
        inside = self.folder / "run"
        if len(os.fsencode(inside / _POSTGRES_SOCKET)) <= _LONGEST_SOCKET and _PLAIN_PATH.fullmatch(
            str(inside)
        ):
            return inside
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path("/tmp") / f"bulletin-{os.getuid()}-{digest}" / "run"  # noqa: S108 - short

    @property
    def redis_socket(self) -> Path:
        return self.sockets / "redis.sock"

    @property
    def database_url(self) -> str:
        """The embedded PostgreSQL's address; it need not be running."""
        host = quote(str(self.sockets), safe="")
        return f"postgresql://postgres@{host}:{POSTGRES_PORT}/bulletin"

    @property
    def redis_url(self) -> str:
        """The embedded Redis's address; it need not be running."""
        return f"unix://{self.redis_socket}?db=0"

    @property
    def is_running(self) -> bool:
        return locks.is_held(self.lock)

    def environment(self) -> dict[str, str]:
        """The variables that are kept here; what the process's own environment says wins.

        In rising order: the secrets, what the owner wrote into serve.env, and, while it
        runs, what the running start added. Raises envfiles.BadLine.
        """
        kept = envfiles.read(self.secrets) | envfiles.read(self.answers)
        return kept | envfiles.read(self.running) if self.is_running else kept


def of(name: Name) -> Place:
    """The place of that name, in the folder BULLETIN_DATA names if it names one."""
    named = os.environ.get("BULLETIN_DATA")
    return Place(name, Path(named).absolute() if named else CHECKOUT / "var" / name)


def current() -> Place:
    """The place this process belongs to, as its environment says.

    BULLETIN_PROFILE names it; else the folder in BULLETIN_DATA says what it is; else it is
    the running one, the demo before serve; else serve's.
    """
    profile = os.environ.get("BULLETIN_PROFILE")
    for name in NAMES:
        if name == profile:
            return of(name)
    if "BULLETIN_DATA" in os.environ:
        return of(_marked(of("serve")))
    return next((of(name) for name in ("demo", "serve") if of(name).is_running), of("serve"))


def _marked(place: Place) -> Name:
    try:
        written = place.mark.read_text().strip()
    except OSError:
        return "serve"
    return next((name for name in NAMES if name == written), "serve")
