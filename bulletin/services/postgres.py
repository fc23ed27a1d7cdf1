"""The embedded PostgreSQL: one data folder, one socket, no network."""

import subprocess
from collections.abc import Callable
from contextlib import suppress
from os import environ
from shutil import rmtree
from signal import SIGINT

import psycopg

from bulletin.services import programs
from bulletin.services.places import POSTGRES_PORT, Place
from bulletin.services.processes import Child
from bulletin.services.trouble import Trouble

# Recovery after a crash reads all that was written since the last checkpoint.
_START_SECONDS = 120.0
_STOP_SECONDS = 60.0
_PAUSE_SECONDS = 0.05

# A test's data may be lost with the machine; a demo's and a real installation's may not.
_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def child(place: Place) -> Child:
    """PostgreSQL over the place's data, made if there is none. Raises Trouble."""
    _make_data(place)
    settings = {
        "listen_addresses": "",
        "port": str(POSTGRES_PORT),
        "unix_socket_directories": str(place.sockets),
        "unix_socket_permissions": "0700",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    if place.name == "test":
        settings |= _FORGETFUL
    command = [programs.postgres("postgres"), "-D", str(place.postgres)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    return Child(
        name="postgres",
        command=programs.unprivileged(command),
        environment=_environment(),
        logs=place.logs,
        records=place.processes,
        stop_signal=SIGINT,  # no new connections, open ones are ended: a clean shutdown
        stop_seconds=_STOP_SECONDS,
    )


def wait_until_ready(place: Place, server: Child, pause: Callable[[float], None]) -> None:
    """The server answers and holds the database `bulletin`. Raises Trouble with its last words."""
    waited = 0.0
    while not _answers(place):
        if not server.is_alive or waited > _START_SECONDS:
            raise Trouble(f"PostgreSQL did not start: {_why(server)}")
        pause(_PAUSE_SECONDS)
        waited += _PAUSE_SECONDS


def _make_data(place: Place) -> None:
    """The data folder is there, whole or not at all, and of our version."""
    if place.postgres.exists():
        _check_version(place)
        return
    unfinished = place.postgres.with_name("postgres.new")
    rmtree(unfinished, ignore_errors=True)
    # The built-in locale needs no library: order and case are the same on every machine.
    command = [
        programs.postgres("initdb"),
        f"--pgdata={unfinished}",
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
    ]
    if place.name == "test":
        command.append("--no-sync")
    done = subprocess.run(
        programs.unprivileged(command),
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    if done.returncode:
        words = done.stderr.strip().splitlines() or ["it gave no reason"]
        raise Trouble(f"PostgreSQL could not make its data folder: {words[-1]}")
    unfinished.rename(place.postgres)


def _check_version(place: Place) -> None:
    try:
        version = (place.postgres / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise Trouble(f"{place.postgres} is not PostgreSQL's data: move it away.") from None
    if version != str(programs.POSTGRES_MAJOR):
        raise Trouble(
            f"{place.postgres} was written by PostgreSQL {version}, and this is "
            f"{programs.POSTGRES_MAJOR}: make a backup with the old version and restore it here."
        )


def _environment() -> dict[str, str]:
    """Ours, without what would point PostgreSQL's programs elsewhere or change their words."""
    kept = {name: value for name, value in environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}


def _answers(place: Place) -> bool:
    """Whether it takes connections; if so, the database `bulletin` exists afterwards."""
    with suppress(psycopg.OperationalError):
        with psycopg.connect(
            host=str(place.sockets),
            port=POSTGRES_PORT,
            user="postgres",
            dbname="postgres",
            autocommit=True,
        ) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'bulletin'")
            if found.fetchone() is None:
                connection.execute("CREATE DATABASE bulletin")
        return True
    return False


def _why(server: Child) -> str:
    words = server.last_words(20)
    fatal = [line for line in words if "FATAL" in line or "PANIC" in line]
    return (fatal or words or ["it gave no reason"])[-1]
