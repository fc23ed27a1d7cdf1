"""Real processes: sweeps stop and run again, servers fall silent, a worker and a page fail."""

import json
import os
import signal
import time
import urllib.error
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest
from django.urls import reverse

from bulletin.health.models import Episode
from bulletin.outbox.actions import owe
from bulletin.outbox.models import Sweep
from bulletin.services import parts, ports
from bulletin.services.processes import Child
from participants.models import PersonalLink
from tests import factories
from tests.live import Installation, pid_of, said_by, wait_until

pytestmark = pytest.mark.timeout(300)

STOPPED = "Bulletin: Mail has stopped"
GOES_ON = "Bulletin: Mail goes out again"


def sql(live: Installation, statement: str) -> None:
    with psycopg.connect(live.place.database_url, autocommit=True) as connection:
        connection.execute(statement)


def ten_minutes_pass(live: Installation) -> None:
    """As far as the sweeps are concerned."""
    sql(live, "UPDATE outbox_sweep SET finished_at = finished_at - interval '10 minutes'")


def told(live: Installation) -> list[tuple[str, str]]:
    return sorted((taken.to, taken.subject) for taken in live.post.taken)


def have_looked(live: Installation, watchers: list[Child], times: int = 4) -> None:
    """Each of them had time to look so often. They look every half second and a bit."""
    for watcher in watchers:
        assert watcher.is_alive, said_by(watcher)
    time.sleep(0.7 * times)


def a_board_with_two_facilitators(live: Installation) -> list[str]:
    ends_at = live.now() + timedelta(days=7)
    first, second = factories.user(), factories.user()
    board = factories.board(owner=first, ends_at=ends_at)
    factories.staff(board, user=second)
    return [first.email, second.email]


def test_two_watchers_tell_once_that_sweeps_stop_and_once_that_they_run(
    live: Installation, watchers: list[Child]
) -> None:
    people = a_board_with_two_facilitators(live)
    live.go()
    wait_until(lambda: Sweep.objects.age() is not None, "a sweep has ended")
    for watcher in watchers:
        watcher.start()
    wait_until(lambda: all("Watching" in said_by(each) for each in watchers), "both watch")
    have_looked(live, watchers)
    assert told(live) == []

    live.rest()
    live.stop_redis()
    ten_minutes_pass(live)
    wait_until(lambda: len(live.post.taken) >= 2, "both are told")
    have_looked(live, watchers)
    assert told(live) == [(person, STOPPED) for person in people]

    live.restart_postgres()
    have_looked(live, watchers)
    assert len(live.post.taken) == 2

    live.start_redis()
    live.go()
    wait_until(lambda: Episode.objects.exclude(calm_since=None).exists(), "it is calm", seconds=90)
    have_looked(live, watchers)
    assert len(live.post.taken) == 2

    sql(live, "UPDATE health_episode SET calm_since = calm_since - interval '15 minutes'")
    wait_until(lambda: len(live.post.taken) >= 4, "both are told that it is over")
    have_looked(live, watchers)
    assert told(live) == sorted((person, what) for person in people for what in (STOPPED, GOES_ON))
    assert len({taken.id for taken in live.post.taken}) == 4

    for watcher in watchers:
        _ends_when_asked(watcher)
        _wrote_lines_that_name_nobody(live, watcher, people)


def _ends_when_asked(watcher: Child) -> None:
    os.kill(pid_of(watcher), signal.SIGTERM)
    wait_until(lambda: not watcher.is_alive, "it has ended")
    assert watcher.status == 0


def _wrote_lines_that_name_nobody(live: Installation, watcher: Child, people: list[str]) -> None:
    written = said_by(watcher)
    lines = [json.loads(line) for line in written.splitlines()]
    assert lines[0]["event"] == "Watching whether mail goes out."
    assert lines[-1]["event"] == "Watching no more."
    failures = [line for line in lines if "error" in line]
    assert {line["event"] for line in failures} <= {"How mail stands cannot be seen."}
    assert not any(person in written for person in people)


def readyz(site: str) -> tuple[int, dict[str, str], float]:
    """Status, each line by what it is about, and the seconds it took."""
    began = time.monotonic()
    try:
        with urlopen(f"{site}/readyz", timeout=20) as answer:
            status, text = answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        status, text = answer.code, answer.read().decode()
    about = dict(line.split(": ", 1) for line in text.splitlines())
    return status, about, time.monotonic() - began


def is_ready(live: Installation) -> bool:
    return readyz(live.urls[0])[0] == 200


def test_readyz_answers_whatever_server_is_gone_or_hangs(live: Installation) -> None:
    live.go()
    wait_until(lambda: is_ready(live), "all is well")
    live.rest()

    live.freeze(live.redis)
    status, about, seconds = readyz(live.urls[0])
    live.thaw(live.redis)
    assert (status, about["redis"]) == (503, "NOT OK, does not answer")
    assert about["database"] == "ok, answers"
    assert seconds < 8
    wait_until(lambda: is_ready(live), "all is well again")

    live.freeze(live.postgres)
    status, about, seconds = readyz(live.urls[0])
    live.thaw(live.postgres)
    assert (status, about["database"]) == (503, "NOT OK, does not answer")
    assert about["redis"] == "ok, answers"
    assert seconds < 8

    seen = []
    live.restart_postgres(while_down=lambda: seen.append(readyz(live.urls[0])))
    assert [(status, about["database"]) for status, about, _ in seen] == [
        (503, "NOT OK, does not answer")
    ]
    wait_until(lambda: is_ready(live), "all is well once more")


def test_a_web_process_that_never_had_its_servers_says_so(
    live: Installation, tmp_path: Path
) -> None:
    port = ports.free()
    nowhere = {
        "DATABASE_URL": f"postgresql:///nothing?host={tmp_path}",
        "REDIS_URL": f"redis://127.0.0.1:{ports.free()}/0",
    }
    made = live.parts.web(ports.LOOPBACK, port)
    web = replace(made, name="web-alone", environment={**live.environment, **nowhere})
    web.start()
    try:
        wait_until(lambda: parts.answers(ports.LOOPBACK, port), "it answers", seconds=60)
        status, about, seconds = readyz(f"http://{ports.LOOPBACK}:{port}")
    finally:
        web.stop()

    assert (status, list(about)) == (503, ["database", "migrations", "sweep", "redis"])
    assert {words.partition(",")[0] for words in about.values()} == {"NOT OK"}
    assert seconds < 8


def test_what_a_worker_fails_on_is_not_in_its_log(live: Installation) -> None:
    """PostgreSQL refuses to put a notice into a mail, and quotes the row, code and all."""
    user = factories.user("quokka.member@example.org", name="Zanzibarium")
    sql(live, "ALTER TABLE outbox_notice ADD CONSTRAINT nowhere CHECK (mail_id IS NULL)")
    try:
        owe(
            kind="sign_in_code",
            recipient=user.pk,
            subject=user.pk,
            now=live.now(),
            secret="quokka-code",
        )
        live.go()
        [worker] = live.workers
        wait_until(lambda: "constraint=nowhere" in said_by(worker), "it has failed")
        live.rest()
    finally:
        sql(live, "ALTER TABLE outbox_notice DROP CONSTRAINT nowhere")

    written = said_by(worker)
    assert "psycopg.errors.CheckViolation" in written
    assert "bulletin/outbox/" in written
    assert "task=outbox.sweep task_id=" in written
    assert "quokka" not in written
    assert "Zanzibarium" not in written


def test_what_a_page_fails_on_is_not_in_its_log(live: Installation) -> None:
    person = factories.participant(factories.board(), name="Zanzibarium")
    token = PersonalLink.objects.issue(person, now=live.now())
    address = live.urls[0] + reverse("personal_link", args=[token])
    assert urlopen(address).status == 200
    sql(live, "ALTER TABLE participants_personallink RENAME TO elsewhere")
    try:
        with pytest.raises(urllib.error.HTTPError) as failed:
            urlopen(f"{address}?said=zanzibarium@example.org")
    finally:
        sql(live, "ALTER TABLE elsewhere RENAME TO participants_personallink")

    number = failed.value.headers["X-Request-ID"]
    assert f"<code>{number}</code>" in failed.value.read().decode()
    written = said_by(live.webs[0])
    lines = [line for line in written.splitlines() if f"request_id={number}" in line]
    assert ["django.request" in lines[0], "status=500" in lines[1]] == [True, True]
    assert "class=psycopg.errors.UndefinedTable state=42P01" in written
    assert token not in written
    assert "zanzibarium" not in written.lower()
