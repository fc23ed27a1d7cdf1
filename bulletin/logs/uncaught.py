"""Logging is set up, and what nobody caught goes the way of all that is logged.

Python itself would write such an error's words to standard error: a command's, a thread's.
"""

import logging
import sys
import threading
from collections.abc import Mapping
from logging.config import dictConfig
from types import TracebackType
from typing import Any

log = logging.getLogger(__name__)


def configure(given: Mapping[str, Any]) -> None:
    """The settings' LOGGING_CONFIG: the process logs as `given` says, whatever ends it."""
    dictConfig(dict(given))
    sys.excepthook = _told
    threading.excepthook = lambda of: _told(of.exc_type, of.exc_value, of.exc_traceback)
    sys.unraisablehook = lambda of: _told(of.exc_type, of.exc_value, of.exc_traceback)


def _told(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    """An interruption from the keyboard is no failure, and says nothing of anybody."""
    error = error or kind()
    if isinstance(error, Exception):
        log.critical("Nobody caught this.", exc_info=(kind, error, trace))
    else:
        sys.__excepthook__(kind, error, trace)
