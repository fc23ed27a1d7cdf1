"""What gunicorn says of a request that it could not pass on names nothing of the request."""

import logging
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import InvalidRequestLine
from gunicorn.workers.base import Worker

from bulletin.logs.gunicorn import Logger

from .conftest import Written

WORDS = "zanzibarium"


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch, written: Written) -> Worker:
    """Of gunicorn, as it is when a request has failed; the log is the test's."""
    logger = Logger.__new__(Logger)
    logger.error_log = logging.getLogger("gunicorn.error")
    monkeypatch.setattr(logger, "access", Mock(), raising=False)
    worker = Worker.__new__(Worker)
    worker.log, worker.cfg = logger, Config()
    return worker


def fail(worker: Worker, error: Exception, request: object = None) -> None:
    try:
        raise error
    except type(error) as raised:
        worker.handle_error(request, Mock(), ("192.0.2.17", 1), raised)


@pytest.mark.parametrize(
    "request_", [None, SimpleNamespace(uri=f"/{WORDS}/?said={WORDS}")], ids=["unread", "read"]
)
def test_an_error_beside_the_pages(worker: Worker, request_: object, written: Written) -> None:
    worker.log.access = Mock()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("gunicorn.workers.base.default_environ", lambda *given: {})
        patched.setattr("gunicorn.workers.base.Response", Mock())
        fail(worker, ValueError(WORDS), request_)

    assert WORDS not in written.text
    assert written.lines[0]["event"].startswith("Error handling request")
    assert written.lines[0]["error"][0]["class"] == "ValueError"


def test_a_request_that_is_none(worker: Worker, written: Written) -> None:
    fail(worker, InvalidRequestLine(f"GET /{WORDS}"))

    assert [line["event"] for line in written.lines] == ["Invalid request"]
