"""`/readyz` says what an installation lacks, also when it lacks the database."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as product_settings
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from bulletin.outbox.models import Sweep
from bulletin.services import ports
from tests import factories
from tests.bulletin.health.mute import mute_server

transactional = pytest.mark.django_db(transaction=True)

WELL = [
    "database: ok, answers",
    "migrations: ok, all applied",
    "sweep: ok, the last ended N seconds ago",
    "redis: ok, answers",
]


def lines(client: Client, status: int) -> list[str]:
    response = client.get("/readyz")
    assert response.status_code == status
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in response.headers["Cache-Control"]
    return re.sub(r"\d+ seconds", "N seconds", response.content.decode()).splitlines()


@transactional
def test_an_installation_that_lacks_nothing_is_ready(client: Client) -> None:
    factories.swept()

    assert lines(client, 200) == WELL


@transactional
def test_without_a_sweep_for_two_minutes_it_is_not(client: Client) -> None:
    factories.swept(ago=timedelta(seconds=121))

    assert lines(client, 503)[2] == "sweep: NOT OK, the last ended N seconds ago"


@transactional
def test_before_the_first_sweep_has_ended_it_is_not(client: Client) -> None:
    Sweep.objects.create(started_at=factories.NOW)

    assert lines(client, 503)[2] == "sweep: NOT OK, none has ended yet"


@transactional
def test_with_older_tables_it_is_not(client: Client) -> None:
    migration = ("outbox", "0003_sweeps_end_by_the_databases_clock")
    rename = "ALTER TABLE outbox_sweep RENAME COLUMN {} TO {}"
    MigrationRecorder(connection).record_unapplied(*migration)
    connection.cursor().execute(rename.format("finished_at", "later"))
    try:
        assert lines(client, 503)[:3] == [
            "database: ok, answers",
            "migrations: NOT OK, 1 not applied",
            "sweep: NOT OK, unknown: migrations are not applied",
        ]
    finally:
        connection.cursor().execute(rename.format("later", "finished_at"))
        MigrationRecorder(connection).record_applied(*migration)


@transactional
def test_without_redis_it_is_not(client: Client, settings: Settings) -> None:
    factories.swept()
    settings.REDIS_URL = f"redis://127.0.0.1:{ports.free()}/0"

    assert lines(client, 503) == [*WELL[:3], "redis: NOT OK, does not answer"]


@transactional
def test_a_redis_that_hangs_is_not_waited_for(client: Client, settings: Settings) -> None:
    factories.swept()
    with mute_server() as port:
        settings.REDIS_URL = f"redis://127.0.0.1:{port}/0"
        started = time.monotonic()
        assert lines(client, 503)[3] == "redis: NOT OK, does not answer"
    assert time.monotonic() - started < 6


NO_DATABASE = [
    "database: NOT OK, does not answer",
    "migrations: NOT OK, unknown: the database does not answer",
    "sweep: NOT OK, unknown: the database does not answer",
    "redis: ok, answers",
]


@pytest.fixture
def elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, str]]:
    """Where the process looks for its database, for a test to fill in; nothing is there."""
    moved = {**connections.settings["default"], "HOST": str(tmp_path), "PORT": ""}
    monkeypatch.setitem(connections.settings, "default", moved)
    with django_db_blocker.unblock():
        yield moved


def test_without_a_database_it_answers(client: Client, elsewhere: dict[str, str]) -> None:
    assert lines(client, 503) == NO_DATABASE


def test_a_database_that_hangs_is_not_waited_for(client: Client, elsewhere: dict[str, str]) -> None:
    with mute_server() as port:
        elsewhere |= {"HOST": "127.0.0.1", "PORT": str(port)}
        started = time.monotonic()
        assert lines(client, 503) == NO_DATABASE
    assert time.monotonic() - started < 6


def test_a_visitor_with_a_cookie_is_answered_without_a_database(
    client: Client, elsewhere: dict[str, str]
) -> None:
    client.cookies[product_settings.SESSION_COOKIE_NAME] = "a" * 32

    assert lines(client, 503) == NO_DATABASE


def test_nothing_in_the_answer_tells_where_the_servers_are(
    client: Client, elsewhere: dict[str, str], settings: Settings
) -> None:
    settings.REDIS_URL = f"redis://someone:secret@127.0.0.1:{ports.free()}/0"

    page = "\n".join(lines(client, 503))

    assert not any(word in page for word in ("secret", "127.0.0.1", elsewhere["HOST"], "Error"))
