"""A record becomes one line: JSON where machines read it, plain where a person does.

What a line may hold is listed here; whatever else a library hangs on a record, such as the
request itself, is left out.
"""

import logging
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from structlog.contextvars import merge_contextvars
from structlog.processors import JSONRenderer
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, WrappedLogger

from bulletin.logs.errors import described, name_of
from bulletin.logs.masking import masked

FACTS = ("method", "route", "status", "ms")


def formatter(*, as_json: bool) -> ProcessorFormatter:
    """For `logging`: finishes every record, whichever library wrote it."""
    return ProcessorFormatter(
        processors=[_line, JSONRenderer(ensure_ascii=False) if as_json else _readable],
        pass_foreign_args=True,
        use_get_message=False,
    )


def configuration(*, as_json: bool) -> dict[str, Any]:
    """The settings' LOGGING. Everything goes to standard error; whoever runs us keeps it."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter, "as_json": as_json}},
        "handlers": {"console": {"()": Console, "formatter": "line"}},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            # What was not found or not allowed stands in the request's own line.
            "django.request": {"level": "ERROR"},
        },
        "root": {"handlers": ["console"], "level": "INFO"},
    }


class Console(logging.StreamHandler[Any]):
    """Standard error, where a record that cannot become a line is not shown as it is either."""

    def handleError(self, record: logging.LogRecord) -> None:
        error = sys.exc_info()[1]
        what = name_of(error) if error else "an error"
        with suppress(OSError, ValueError):
            self.stream.write(f"A line of {record.name} could not be written: {what}\n")


def _line(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """All that the line holds, in its order."""
    record: logging.LogRecord = event["_record"]
    error, trace = _error(event)
    line: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": masked(_words(record, event.get("positional_args"), error)),
    }
    line |= {fact: getattr(record, fact) for fact in FACTS if hasattr(record, fact)}
    line |= sorted(merge_contextvars(logger, name, {}).items())
    if error is not None:
        line["error"] = described(error, trace)
    return line


def _error(event: EventDict) -> tuple[BaseException | None, TracebackType | None]:
    """What the record was written about, and where it arose."""
    _, error, trace = event.get("exc_info") or (None, None, None)
    return error, trace


def _words(record: logging.LogRecord, args: Any, error: BaseException | None) -> str:
    """The message, in which an error is its class and an address the name of its route."""
    if isinstance(record.msg, BaseException):
        return name_of(record.msg)
    if record.name.startswith("django.security.") and not args:
        return f"A suspicious request: {record.name.rpartition('.')[2]}."
    if isinstance(args, Mapping):
        if "exc" in args:  # how Celery tells what a task raised
            args = {**args, "exc": name_of(error) if error else "an error"}
    elif args:
        path, route = _address(record)
        args = tuple(
            name_of(each) if isinstance(each, BaseException) else route if each == path else each
            for each in args
        )
    try:
        return str(record.msg) % args if args else str(record.msg)
    except Exception:
        return f"{record.msg} (with arguments that do not fit)"


def _address(record: logging.LogRecord) -> tuple[str | None, str]:
    """The path of the request of which the record speaks, and what it is called."""
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    return getattr(request, "path", None), match.view_name if match else "no page of ours"


def _readable(logger: WrappedLogger, name: str, line: EventDict) -> str:
    head = f"{line.pop('time')} {line.pop('level').upper()} {line.pop('logger')}: "
    words, errors = line.pop("event"), line.pop("error", [])
    rows = [head + " ".join([words, *(f"{name}={fact}" for name, fact in line.items())])]
    for error in errors:
        places = error.pop("at")
        rows.append("  " + " ".join(f"{name}={fact}" for name, fact in error.items()))
        rows += [f"    {place}" for place in places]
    return "\n".join(rows)
