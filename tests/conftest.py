"""The rig: real servers for the whole run, and nothing passed over in silence.

PostgreSQL and Redis of the test place start before the first test and stop after the last,
unless DATABASE_URL and REDIS_URL name others. Celery's worker and the mail server are
fixtures. See pyproject.toml for what else is an error here.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from celery.contrib.testing.worker import start_worker
from celery.worker import WorkController
from django.core.cache import cache
from django.db import connection
from django.test import Client, TestCase
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker, Settings

from bulletin.catalogues.compiling import compile_stale
from bulletin.celery import app
from bulletin.outbox import running
from bulletin.services import folders, places, ports, servers
from bulletin.services.mailcatcher import catcher
from bulletin.services.trouble import Trouble
from tests import sharing
from tests.emptying import delete_only_what_is_there

_SERVERS = pytest.StashKey[ExitStack]()

# How long one example takes says more about the machine than about the rule.
hypothesis_settings.register_profile("suite", deadline=None)
hypothesis_settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    """Translations are compiled, and the servers run; xdist's workers inherit both from the
    process that started them."""
    if not hasattr(config, "workerinput"):
        compile_stale()
    given = {"DATABASE_URL", "REDIS_URL"} <= os.environ.keys()
    if given or hasattr(config, "workerinput") or config.option.collectonly:
        return
    stack = config.stash[_SERVERS] = ExitStack()
    place = places.of("test")
    try:
        folders.prepare(place)
        stack.enter_context(servers.hold(place))
        stack.enter_context(servers.running(place, os.environ))
    except (Trouble, OSError) as reason:
        stack.close()
        pytest.exit(str(reason), returncode=1)


def pytest_unconfigure(config: pytest.Config) -> None:
    if stack := config.stash.get(_SERVERS, None):
        stack.close()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        sharing.longest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    return sharing.by_unit(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """At the end nobody is in the database's way: a browser that left in the middle of a page
    leaves a thread of the live server, and with it a connection."""
    with django_db_blocker.unblock():
        delete_only_what_is_there()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """No test sees another's rate limits, moved clock or queued tasks."""
    cache.clear()


@pytest.fixture(autouse=True)
def _no_language_is_left_over() -> Iterator[None]:
    """A request in French leaves its process speaking French until the next one says otherwise."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _time_stands_still_in_a_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine, what a sweep writes bears the `now` that it was given."""
    monkeypatch.setattr(running, "monotonic", lambda: 0.0)


class CommittingClient(Client):
    """A client whose requests end as real ones do: with what was to happen on commit."""

    def request(self, **request):
        with TestCase.captureOnCommitCallbacks(execute=True):
            return super().request(**request)


@pytest.fixture
def client() -> CommittingClient:
    return CommittingClient()


@pytest.fixture
def worker(transactional_db: None) -> Iterator[WorkController]:
    """A Celery worker in a thread of this process, taking tasks from the real broker."""
    with start_worker(app, pool="solo", perform_ping_check=False) as started:
        yield started


@dataclass(frozen=True)
class Mailbox:
    """A real SMTP server on this machine, and what it has accepted."""

    folder: Path

    @property
    def messages(self) -> list[EmailMessage]:
        """Every message so far, in order of arrival."""
        files = sorted(self.folder.glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]

    def to(self, address: str) -> list[EmailMessage]:
        """Those whose To field is exactly this address."""
        return [message for message in self.messages if message["To"] == address]


@pytest.fixture
def mailbox(settings: Settings, tmp_path: Path) -> Iterator[Mailbox]:
    """What is sent goes over SMTP into this mailbox."""
    server = catcher(tmp_path, ports.free())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield Mailbox(tmp_path)
    server.stop()
