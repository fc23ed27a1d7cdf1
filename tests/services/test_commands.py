"""`demo`, `serve` and `stop`, run for real: what comes up, what goes down, what is said."""

import json
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import psutil
import psycopg
import pytest

from bulletin.services import envfiles, folders, kept, parts, ports, servers
from bulletin.services.places import Name
from bulletin.services.trouble import Trouble
from tests.services.conftest import Commands, MakePlace, mode, processes_of, wait_until

MakeCommands = Callable[[Name], Commands]

# Up to a minute each on a quiet machine.
slow = pytest.mark.timeout(300)

SHOW = "from django.conf import settings as s; print(s.PUBLIC_URL, s.EMAIL_HOST)"


def start(command: Commands, word: str) -> "subprocess.Popen[str]":
    """Start it on a free port, and wait until it says that it is up."""
    command.settings["PORT"] = str(ports.free())
    process = command.start(word)
    assert process.stdout is not None
    for line in process.stdout:
        command.said.append(line)
        if line.startswith("Ctrl-C"):
            return process
    pytest.fail(f"{word} did not start: {command.said} {process.communicate()[1]}")


def pid_of(command: Commands, name: str) -> int | None:
    """The number its record names; None between its end and its next start."""
    record = command.place.processes / name
    return int(json.loads(record.read_text())["pid"]) if record.exists() else None


def answers(command: Commands) -> bool:
    return parts.answers(ports.LOOPBACK, int(command.settings["PORT"]))


@slow
def test_serve_runs_recovers_and_goes_down(commands: MakeCommands) -> None:
    command = commands("serve")
    process = start(command, "serve")
    running = sorted(path.name for path in command.place.processes.iterdir())
    assert running == ["beat", "postgres", "redis", "watch", "web", "worker"]
    assert answers(command)

    refused, _, line = command.run("serve")
    assert (refused, line.count("\n")) == (1, 1)
    assert line.startswith(f"serve runs already in {command.place.folder}")

    beside = command.manage("check", "--database", "default")
    assert beside.returncode == 0, beside.stderr

    before = pid_of(command, "web")
    psutil.Process(before).kill()
    wait_until(lambda: pid_of(command, "web") not in (before, None) and answers(command))

    process.terminate()
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, output.endswith("Stopped.\n")) == (0, True)
    assert errors.splitlines()[0] == "web stopped (-9); it starts again in 1 s."
    assert processes_of(command.place) == []


@slow
def test_stop_ends_what_a_killed_start_left_running(commands: MakeCommands) -> None:
    command = commands("serve")
    process = start(command, "serve")
    process.kill()
    process.wait()
    assert answers(command)
    assert command.run("stop") == (0, "Stopped: serve.\n", "")
    assert processes_of(command.place) == []
    assert command.run("stop") == (0, "Nothing was running.\n", "")


@slow
def test_the_demo_shows_every_role_its_link_and_goes_down(commands: MakeCommands) -> None:
    command = commands("demo")
    process = start(command, "demo")
    links = [word for line in command.said for word in line.split() if word.startswith("http://")]
    assert len(links) >= 6
    assert {urlopen(link).status for link in links} == {200}

    beside = command.manage("shell", "--no-imports", "-c", SHOW)
    address = f"http://localhost:{command.settings['PORT']}"
    assert beside.stdout == f"{address} 127.0.0.1\n", beside.stderr

    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    assert output.endswith("Stopped.\n")
    assert processes_of(command.place) == []


def test_a_demo_leaves_a_database_that_is_not_its_own_alone(
    commands: MakeCommands, make_place: MakePlace
) -> None:
    command, other = commands("demo"), make_place("test")
    folders.prepare(other)
    with servers.hold(other), servers.running(other, {}):
        with psycopg.connect(other.database_url, autocommit=True) as connection:
            connection.execute("CREATE TABLE theirs ()")
        command.settings = {"DATABASE_URL": other.database_url, "REDIS_URL": other.redis_url}
        status, _, line = command.run("demo")
    assert (status, line.count("\n")) == (1, 1)
    assert line.startswith("DATABASE_URL names a database that holds tables")


def test_a_port_in_use_is_one_line(commands: MakeCommands) -> None:
    with socket.create_server((ports.LOOPBACK, 0)) as other:
        port = other.getsockname()[1]
        for word in ("demo", "serve"):
            command = commands("demo" if word == "demo" else "serve")
            command.settings["PORT"] = str(port)
            line = f"Port {port} is in use: stop what uses it, or name another one with PORT=.\n"
            assert command.run(word) == (1, "", line)


@pytest.mark.parametrize("port", ["", "0", "65536", "http", "8000a", "-1"])
def test_a_port_is_a_number(port: str) -> None:
    with pytest.raises(Trouble, match="from 1 to 65535"):
        ports.read(port)


def test_an_address_of_another_machine_is_one_line() -> None:
    with pytest.raises(Trouble, match=r"BULLETIN_BIND=192\.0\.2\.1: this machine has no such"):
        ports.check("192.0.2.1", 8000)


def test_a_full_disk_is_one_line(make_place: MakePlace, monkeypatch: pytest.MonkeyPatch) -> None:
    full = type("Usage", (), {"free": 5 << 20})
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: full)
    with pytest.raises(Trouble, match=r"has 5 MB left: free at least 300 MB\."):
        folders.prepare(make_place("serve"))


def test_a_folder_that_cannot_be_made_is_one_line(commands: MakeCommands) -> None:
    command = commands("demo")
    command.place.folder.write_text("a file")
    assert command.run("demo") == (1, "", f"{command.place.folder}: File exists\n")


def test_a_folder_of_another_user_is_one_line(
    make_place: MakePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make_place("demo")
    folders.prepare(place)
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    with pytest.raises(Trouble, match="belongs to another user"):
        folders.prepare(place)


def test_a_bad_line_in_serve_env_is_one_line(commands: MakeCommands) -> None:
    command = commands("serve")
    folders.prepare(command.place)
    command.place.answers.write_text("BULLETIN_MAIL_HOST smtp.example.org\n")
    status, _, line = command.run("serve")
    assert (status, line.count("\n")) == (1, 1)
    assert line.startswith(f"{command.place.answers}:1: ")


def test_an_unknown_word_says_which_there_are(commands: MakeCommands) -> None:
    status, output, line = commands("demo").run("deploy")
    assert (status, output) == (1, "")
    assert line == "usage: python -m bulletin.services demo | serve | stop | run-test-servers\n"


def test_secrets_are_made_once_and_kept(make_place: MakePlace) -> None:
    place = make_place("serve")
    folders.prepare(place)
    kept.keep(place)
    first = envfiles.read(place.secrets)
    kept.keep(place)
    assert envfiles.read(place.secrets) == first
    assert sorted(first) == ["BULLETIN_FIELD_KEY", "BULLETIN_SECRET_KEY"]
    assert min(map(len, first.values())) >= 44
    assert mode(place.secrets) == mode(place.answers) == "600"
    assert envfiles.read(place.answers) == {}


def test_two_installations_have_different_secrets(make_place: MakePlace) -> None:
    made: list[dict[str, str]] = []
    for place in (make_place("serve"), make_place("serve")):
        folders.prepare(place)
        kept.keep(place)
        made.append(envfiles.read(place.secrets))
    assert set(made[0].values()) & set(made[1].values()) == set()


def test_data_without_its_secrets_is_not_opened(make_place: MakePlace) -> None:
    place = make_place("serve")
    folders.prepare(place)
    place.postgres.mkdir()
    with pytest.raises(Trouble, match=r"secrets\.env is missing: put it back"):
        kept.keep(place)
    assert not place.secrets.exists()


def test_a_demo_starts_from_nothing(make_place: MakePlace) -> None:
    place = make_place("demo")
    folders.prepare(place)
    (place.mail / "old.eml").write_text("old")
    place.postgres.mkdir()
    folders.empty(place)
    folders.prepare(place)
    assert (place.postgres.exists(), list(Path(place.mail).iterdir())) == (False, [])


def test_what_serve_keeps_is_never_emptied(make_place: MakePlace) -> None:
    with pytest.raises(ValueError, match="serve keeps everything"):
        folders.empty(make_place("serve"))
