"""The rig itself: what it promises to every other test."""

import socket
import time
import warnings
from collections.abc import Callable

import pytest
from celery.worker import WorkController
from django.contrib.auth.models import Permission
from django.core.mail import send_mail
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import override_settings
from django.urls import path

from bulletin.audit.models import Entry
from bulletin.celery import app
from participants.models import ReplyVersion
from tests import factories
from tests.browser.desk_board import running_board
from tests.conftest import CommittingClient, Mailbox
from tests.emptying import empty, tables_with_rows

done: list[str] = []


def promise(request: HttpRequest) -> HttpResponse:
    transaction.on_commit(lambda: done.append("kept"))
    return HttpResponse()


urlpatterns = [path("", promise)]


@app.task(name="tests.note")
def note(word: str) -> None:
    done.append(word)


def wait_until(fact: Callable[[], bool]) -> None:
    for _ in range(100):
        if fact():
            return
        time.sleep(0.05)
    pytest.fail("it did not become true within five seconds")


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    done.clear()


@pytest.mark.django_db
def test_the_database_is_postgresql() -> None:
    assert connection.vendor == "postgresql"


def test_a_mail_goes_through_a_real_server(mailbox: Mailbox) -> None:
    send_mail("Stage 2", "It is open.", None, ["member01@example.org"])
    assert [str(mail["Subject"]) for mail in mailbox.to("member01@example.org")] == ["Stage 2"]


def test_a_task_runs_in_a_real_worker(worker: WorkController) -> None:
    note.delay("done")
    wait_until(lambda: done == ["done"])


def test_a_warning_is_an_error() -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


def test_no_socket_reaches_beyond_this_machine() -> None:
    with pytest.raises(UserWarning, match=r"host \"192\.0\.2\.1\""):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_an_unknown_template_variable_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="nobody"):
        Template("{{ nobody }}").render(Context())


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[])
def test_what_waits_for_the_commit_happens(client: CommittingClient) -> None:
    client.get("/")
    assert done == ["kept"]


@pytest.mark.django_db(transaction=True)
def test_after_real_transactions_nothing_is_left_not_even_what_is_never_to_change() -> None:
    running_board()
    Entry.objects.record("stage released", now=factories.NOW, actor=None)
    for_ever = {f'"{model._meta.db_table}"' for model in (Entry, ReplyVersion)}
    assert for_ever <= set(tables_with_rows())

    empty()

    assert tables_with_rows() == []
    assert Permission.objects.exists()
