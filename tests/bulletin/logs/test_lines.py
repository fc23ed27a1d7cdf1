"""Whatever library writes a record, it becomes one line that holds what we listed."""

import io
import json
import logging

import pytest
from celery.app.trace import LOG_FAILURE
from django.db import IntegrityError
from structlog.contextvars import bound_contextvars

from bulletin.logs.errors import frames
from bulletin.logs.lines import Console, formatter

from .conftest import Written

WORDS = "I told nobody but you"
log = logging.getLogger("somebody.else")


@pytest.fixture
def console() -> Console:
    """As the settings set it up, but for where it writes to."""
    console = Console(io.StringIO())
    console.setFormatter(formatter(as_json=True))
    return console


def test_an_error_among_the_arguments_is_its_class(written: Written) -> None:
    log.error("%s failed: %s and %r", "It", IntegrityError(WORDS), ValueError(WORDS))

    assert written.lines[0]["event"] == (
        "It failed: django.db.utils.IntegrityError and 'ValueError'"
    )


def test_a_servers_answer_is_told_without_its_addresses(written: Written) -> None:
    log.warning("It said: %s", "550 <member-01@example.org> from 192.0.2.17, see /i/Token-1/")

    assert written.lines[0]["event"] == "It said: 550 … from …, see /i/…/"


def test_what_celery_tells_of_an_error_is_its_class(written: Written) -> None:
    try:
        raise ValueError(WORDS)
    except ValueError as error:
        told = {"name": "a.task", "id": "1", "description": "raised", "exc": repr(error)}
        log.error(LOG_FAILURE.strip(), told, exc_info=True, extra={"data": told})

    assert WORDS not in written.text
    assert written.lines[0]["event"] == "Task a.task[1] raised: ValueError"


def test_what_nobody_listed_is_left_out(written: Written) -> None:
    log.info("All is well", extra={"status": 200, "body": WORDS, "data": {"body": WORDS}})

    line = written.lines[0]
    line.pop("time")
    assert line == {
        "level": "info", "logger": "somebody.else", "event": "All is well", "status": 200,
    }  # fmt: skip


def test_a_percent_sign_without_arguments_is_left_alone(written: Written) -> None:
    log.info("100 % of %s")

    assert written.lines[0]["event"] == "100 % of %s"


@pytest.mark.parametrize("args", [(WORDS,), {"said": WORDS}, (1, WORDS)])
def test_arguments_that_do_not_fit_are_left_out(args: object, console: Console) -> None:
    console.handle(logging.makeLogRecord({"name": "any", "msg": "It is %d", "args": args}))

    written = console.stream.getvalue()
    assert json.loads(written)["event"] == "It is %d (with arguments that do not fit)"
    assert WORDS not in written


def test_an_error_that_is_the_whole_message_is_its_class(written: Written) -> None:
    log.error(ValueError(WORDS))

    assert written.lines[0]["event"] == "ValueError"


def test_a_line_that_cannot_be_written_says_only_where(console: Console) -> None:
    console.handle(logging.makeLogRecord({"name": "any", "msg": WORDS, "created": WORDS}))

    assert console.stream.getvalue() == "A line of any could not be written: TypeError\n"


def test_a_log_that_cannot_be_written_to_stops_nothing(console: Console) -> None:
    console.stream.close()

    console.handle(logging.makeLogRecord({"name": "any", "msg": WORDS}))


def test_an_error_that_is_its_own_cause_is_told_once_and_no_more(written: Written) -> None:
    error = ValueError(WORDS)
    error.__context__ = KeyError(WORDS)
    error.__context__.__context__ = error
    log.error("Round and round", exc_info=error)

    assert len(written.lines[0]["error"]) == 8


def test_of_a_deep_error_the_innermost_frames_are_told() -> None:
    def down(steps: int) -> int:
        return down(steps - 1) if steps else 1 // 0

    with pytest.raises(ZeroDivisionError) as caught:
        down(100)

    places = frames(caught.value.__traceback__)
    assert len(places) == 40
    assert {place.rpartition(" ")[2] for place in places} == {"down"}


def test_in_a_demo_a_line_is_read_by_a_person() -> None:
    record = logging.makeLogRecord(
        {
            "name": "bulletin.web.requests",
            "levelname": "INFO",
            "msg": "request",
            "created": 0.0,
            "route": "board",
            "status": 200,
        }
    )
    with bound_contextvars(request_id="abc"):
        line = formatter(as_json=False).format(record)

    assert line == (
        "1970-01-01T00:00:00.000+00:00 INFO bulletin.web.requests: "
        "request route=board status=200 request_id=abc"
    )


def test_in_a_demo_an_error_is_told_in_rows() -> None:
    try:
        raise ConnectionRefusedError(111, WORDS)
    except OSError as error:
        record = logging.makeLogRecord(
            {
                "name": "any",
                "msg": "Away: %s",
                "args": (error,),
                "exc_info": (type(error), error, error.__traceback__),
            }
        )

    rows = formatter(as_json=False).format(record).splitlines()

    assert rows[0].endswith(": Away: ConnectionRefusedError")
    assert rows[1] == "  class=ConnectionRefusedError reason=Connection refused"
    assert "tests/bulletin/logs/test_lines.py:" in rows[2]
