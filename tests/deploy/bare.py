"""docker-compose.yml without containers: every command run bare, with its own environment.

Only paths of the images and, where hosts cannot look names up, addresses are replaced.
PostgreSQL and Redis come from the wheels.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psycopg

from bulletin.services import programs
from bulletin.services.places import CHECKOUT
from tests.deploy import front
from tests.deploy.compose import Service
from tests.deploy.network import Host
from tests.live.waiting import wait_until

_COMMAND_SECONDS = 120
_STOP_SIGNALS = {"SIGQUIT": signal.SIGQUIT}


@dataclass
class Running:
    """One process of the installation, and the file that holds its words."""

    name: str
    host: Host
    process: "subprocess.Popen[bytes]"
    log: Path
    stop_signal: signal.Signals
    grace: float

    def ask_to_stop(self) -> None:
        self.process.send_signal(self.stop_signal)

    def stop(self) -> int:
        """Its exit status, once it has stopped as Compose would stop it, within its grace."""
        self.ask_to_stop()
        return self.process.wait(self.grace)

    @property
    def words(self) -> str:
        return self.log.read_text(errors="replace")


@dataclass
class Bare:
    """An installation in `folder`, whose subfolders stand for the images' and volumes' paths."""

    folder: Path
    services: Mapping[str, Service]
    hosts: Mapping[str, Host]
    running: dict[str, Running] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in (
            "srv/media",
            "srv/ledger",
            "srv/static",
            "tmp",
            "exchange",
            "logs",
            "redis",
            "sockets",
        ):
            (self.folder / name).mkdir(parents=True, mode=0o777)
            (self.folder / name).chmod(0o777)

    # Paths and environments

    def here(self, text: str) -> str:
        """The text, with the images' paths lying in our folder."""
        return re.sub(r"(?<![\w/])/(srv|tmp|exchange)(?=/|$)", rf"{self.folder}/\1", text)

    def environment(self, service: Service, host: Host) -> dict[str, str]:
        """What the service is told, and nothing of what this process is told."""
        told = {name: self.here(host.words(value)) for name, value in service.environment.items()}
        return {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C"} | told

    # Processes

    def start(self, name: str, host: Host, words: list[str] | None = None) -> Running:
        """The service's command runs on the host, or these words in its place."""
        service = self.services[name]
        command = words or programs.unprivileged(self._program(service.command))
        log = self.folder / "logs" / f"{host.name}.log"
        with log.open("ab") as file:
            process = self._process(service, host, command, file)
        given = service.given
        self.running[host.name] = Running(
            host.name,
            host,
            process,
            log,
            _STOP_SIGNALS.get(given.get("stop_signal", ""), signal.SIGTERM),
            float(str(given.get("stop_grace_period", "10s")).removesuffix("s")),
        )
        return self.running[host.name]

    def _program(self, words: list[str]) -> list[str]:
        ours = {
            "python": sys.executable,
            "redis-server": programs.redis_server(),
            "postgres": programs.postgres("postgres"),
        }
        return [ours.get(words[0], words[0]), *map(self.here, words[1:])]

    def _process(
        self, service: Service, host: Host, command: list[str], log: IO[bytes]
    ) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            host.command(command),
            cwd=CHECKOUT,
            env=self.environment(service, host),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def run(self, name: str, *words: str) -> str:
        """A one-shot service has done what it does, or what the words say; what it printed."""
        service, host = self.services[name], self.hosts["manage"]
        command = [*service.given["entrypoint"], *words] if words else service.command
        done = subprocess.run(
            host.command(programs.unprivileged(self._program(command))),
            cwd=CHECKOUT,
            env=self.environment(service, host),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_COMMAND_SECONDS,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def end(self) -> None:
        """Nothing that was started is left."""
        for running in reversed(self.running.values()):
            if running.process.poll() is None:
                os.killpg(running.process.pid, signal.SIGKILL)
                running.process.wait(30)
        self.running.clear()

    # The servers, as their images start them

    @property
    def sockets(self) -> Path:
        return self.folder / "sockets"

    def make_database(self) -> None:
        """The volume is as the image makes it at its first start."""
        told, data, secret = self._database_told, self.folder / "database", self.folder / "password"
        secret.write_text(told["POSTGRES_PASSWORD"])
        words = [programs.postgres("initdb"), f"--pgdata={data}", f"--pwfile={secret}"]
        words += [f"--username={told['POSTGRES_USER']}", *told["POSTGRES_INITDB_ARGS"].split()]
        words += ["--auth-local=trust", "--auth-host=scram-sha-256"]
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
        subprocess.run(
            programs.unprivileged(words), env=environment, capture_output=True, check=True
        )
        with (data / "pg_hba.conf").open("a") as file:
            file.write("host all all all scram-sha-256\n")

    def start_database(self) -> None:
        """The compose file's command runs on the volume, and the database is there."""
        service, host = self.services["db"], self.hosts["db"]
        command = [*self._program(service.command), "-D", str(self.folder / "database")]
        command += ["-c", f"listen_addresses={host.address}"]
        command += ["-c", f"unix_socket_directories={self.sockets}"]
        self.start("db", host, programs.unprivileged(command)).stop_signal = signal.SIGINT
        wait_until(self._database_answers, "PostgreSQL answers", seconds=60)

    @property
    def _database_told(self) -> dict[str, str]:
        return self.services["db"].environment

    def database(self, name: str = "") -> "psycopg.Connection[tuple[object, ...]]":
        """A connection through the server's socket, which is the same for every host."""
        return psycopg.connect(
            host=str(self.sockets),
            user=self._database_told["POSTGRES_USER"],
            dbname=name or self._database_told["POSTGRES_DB"],
            autocommit=True,
        )

    def _database_answers(self) -> bool:
        """Whether it answers; if so, its database is there, as the image sees to it."""
        with suppress(psycopg.OperationalError):
            with (
                self.database("postgres") as connection,
                suppress(psycopg.errors.DuplicateDatabase),
            ):
                connection.execute(f'CREATE DATABASE "{self._database_told["POSTGRES_DB"]}"')
            return True
        return False

    def start_redis(self) -> None:
        """The compose file's command, on the volume; the image turns protected mode off."""
        service, host = self.services["redis"], self.hosts["redis"]
        places = ["--dir", str(self.folder / "redis"), "--bind", host.address]
        command = [*self._program(service.command), *places, "--protected-mode", "no"]
        self.start("redis", host, programs.unprivileged(command))

    def start_nginx(self, resolver_port: int) -> None:
        """nginx on deploy's files, where the entry point of its image has filled the door's in."""
        service, host = self.services["nginx"], self.hosts["nginx"]
        told = service.environment
        swaps = {} if host.namespace else {"listen ": f"listen {host.address}:"}
        if resolver_port != 53:
            swaps["127.0.0.11 "] = f"127.0.0.11:{resolver_port} "
        configuration = front.write_configuration(
            self.folder,
            door=Path(told["NGINX_ENVSUBST_TEMPLATE_DIR"]).name,
            variables=told,
            swaps=swaps,
        )
        self.start("nginx", host, front.command(configuration))
