"""The embedded PostgreSQL and Redis: started, kept, recovered, private."""

import json
import os
import pwd
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from bulletin.services import folders, programs, servers
from bulletin.services.places import Name, Place
from bulletin.services.trouble import Trouble
from tests.services.conftest import Commands, MakePlace, lives, mode, processes_of


@contextmanager
def up(place: Place) -> Iterator[list[str]]:
    """The place's servers run inside the block; gives what an earlier start had left."""
    folders.prepare(place)
    with servers.hold(place) as left_behind, servers.running(place, {}):
        yield left_behind


def ask(place: Place, query: str) -> object:
    with psycopg.connect(place.database_url, autocommit=True) as connection:
        cursor = connection.execute(query)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def remember(place: Place) -> None:
    """Something is in the database and something in Redis."""
    ask(place, "CREATE TABLE said (words text)")
    ask(place, "INSERT INTO said VALUES ('hello')")
    with redis.Redis(unix_socket_path=str(place.redis_socket)) as client:
        client.set("said", "hello")


def remembered(place: Place) -> tuple[object, object]:
    with redis.Redis(unix_socket_path=str(place.redis_socket)) as client:
        return ask(place, "SELECT words FROM said"), client.get("said")


def pid_of(place: Place, name: str) -> int:
    return int(json.loads((place.processes / name).read_text())["pid"])


def test_what_is_kept_is_there_at_the_next_start_and_nothing_runs_between(
    make_place: MakePlace,
) -> None:
    place = make_place("serve")
    with up(place) as left_behind:
        assert left_behind == []
        remember(place)
        assert len(processes_of(place)) >= 2
    assert processes_of(place) == []
    with up(place):
        assert remembered(place) == ("hello", b"hello")


def test_everything_survives_servers_that_are_killed(make_place: MakePlace) -> None:
    place = make_place("serve")
    with up(place):
        remember(place)
        for name in ("postgres", "redis"):
            psutil.Process(pid_of(place, name)).kill()
    with up(place):
        assert remembered(place) == ("hello", b"hello")


def test_servers_that_outlive_their_holder_are_stopped_at_the_next_start(
    commands: Callable[[Name], Commands],
) -> None:
    command = commands("test")
    place = command.place
    holder = command.start("run-test-servers")
    assert holder.stdout is not None
    assert holder.stdout.readline().startswith(f"export DATABASE_URL='{place.database_url}'")
    ask(place, "CREATE TABLE said (words text)")
    holder.kill()
    holder.wait()
    before = pid_of(place, "postgres")
    assert lives(before)
    with up(place) as left_behind:
        assert left_behind == ["redis", "postgres"]
        assert not lives(before)
        assert ask(place, "SELECT count(*) FROM said") == 0


def test_only_a_test_trades_durability_for_speed(make_place: MakePlace) -> None:
    found = {}
    for name in ("demo", "serve", "test"):
        place = make_place(name)
        with up(place), redis.Redis(unix_socket_path=str(place.redis_socket)) as client:
            keeps = client.config_get("appendonly")["appendonly"]
            found[name] = (ask(place, "SHOW fsync"), ask(place, "SHOW full_page_writes"), keeps)
    kept = ("on", "on", "yes")
    assert found == {"demo": kept, "serve": kept, "test": ("off", "off", "no")}


def test_the_servers_are_private_and_on_no_network(make_place: MakePlace) -> None:
    place = make_place("demo")
    with up(place):
        assert mode(place.sockets) == mode(place.postgres) == mode(place.redis) == "700"
        assert mode(place.sockets / ".s.PGSQL.5432") == mode(place.redis_socket) == "700"
        assert ask(place, "SHOW listen_addresses") == ""
        pids = [pid_of(place, name) for name in ("postgres", "redis")]
        assert [psutil.Process(pid).net_connections("inet") for pid in pids] == [[], []]


def test_letters_beyond_ascii_have_case(make_place: MakePlace) -> None:
    place = make_place("test")
    with up(place):
        assert ask(place, "SELECT upper('élan Ærø') || lower('ÀŻ')") == "ÉLAN ÆRØàż"


def test_a_second_holder_is_told_who_holds_it(make_place: MakePlace) -> None:
    place = make_place("demo")
    folders.prepare(place)
    with servers.hold(place):
        told = rf"demo runs already in {place.folder}, as process {os.getpid()}: make stop"
        with pytest.raises(Trouble, match=told), servers.hold(place):
            pass


def test_servers_named_in_the_environment_replace_ours(make_place: MakePlace) -> None:
    place = make_place("demo")
    folders.prepare(place)
    given = {"DATABASE_URL": "postgresql:///other", "REDIS_URL": "redis://other"}
    with servers.running(place, given) as started:
        assert started == []
    assert not place.postgres.exists()


def test_a_data_folder_cut_off_while_it_was_made_is_made_anew(make_place: MakePlace) -> None:
    place = make_place("demo")
    folders.prepare(place)
    unfinished = place.folder / "postgres.new"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18")
    with up(place):
        assert ask(place, "SELECT 1") == 1


@pytest.mark.parametrize(
    ("version", "line"),
    [(None, "is not PostgreSQL's data"), ("15", "was written by PostgreSQL 15")],
)
def test_a_folder_of_another_kind_is_one_line(
    make_place: MakePlace, version: str | None, line: str
) -> None:
    place = make_place("serve")
    folders.prepare(place)
    place.postgres.mkdir()
    if version:
        (place.postgres / "PG_VERSION").write_text(version)
    with pytest.raises(Trouble, match=line), up(place):
        pass


def test_data_that_postgresql_refuses_is_one_line_with_its_reason(make_place: MakePlace) -> None:
    place = make_place("demo")
    with up(place):
        pass
    (place.postgres / "global" / "pg_control").unlink()
    with pytest.raises(Trouble, match=r"PostgreSQL did not start: .*pg_control"), up(place):
        pass
    assert processes_of(place) == []


def test_without_any_redis_the_line_says_what_to_install(
    make_place: MakePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(programs, "find_spec", lambda name: None)
    with pytest.raises(Trouble, match="install Debian's redis-server"):
        programs.redis_server()


def test_root_without_the_needed_right_is_told_to_be_somebody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(programs, "_may_pass_folders", lambda: False)
    with pytest.raises(Trouble, match="use an ordinary user"):
        programs.unprivileged(["postgres"])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs it")
def test_started_by_root_postgresql_is_nobody_with_one_right(make_place: MakePlace) -> None:
    place = make_place("demo")
    with up(place):
        pid = pid_of(place, "postgres")
        status = dict(
            line.split(":\t", 1)
            for line in Path(f"/proc/{pid}/status").read_text().splitlines()
            if ":\t" in line
        )
    nobody = pwd.getpwnam("nobody").pw_uid
    assert status["Uid"].split() == [str(nobody)] * 4
    assert int(status["CapPrm"], 16) == 1 << 1  # CAP_DAC_OVERRIDE
