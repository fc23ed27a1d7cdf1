"""An error as the log may tell it: what it is and where it arose, never what it says.

An error's words carry the data it choked on: a unique key's value, a whole row, a mail
server's answer with the recipient in it, the text somebody wrote. So they are left out, but
for those of errors that speak of code and settings alone: not those of an attribute or a
module that is not there, whose names may have been typed. A frame is a file and a line.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from smtplib import SMTPResponseException
from types import TracebackType
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.template import TemplateDoesNotExist

from bulletin.logs.masking import masked

SPEAKS_OF_CODE = (
    ImproperlyConfigured,
    TemplateDoesNotExist,
    NameError,
    NotImplementedError,
)
_MOST_FRAMES = 40
_MOST_CAUSES = 8
_HERE = f"{Path(__file__).resolve().parents[2]}/"
_PACKAGES = "site-packages/"


def described(error: BaseException, trace: TracebackType | None = None) -> list[dict[str, Any]]:
    """The error and what caused it, the last raised first.

    `trace` is where the first of them arose, if not where it says itself.
    """
    told = [_facts(each) | {"at": frames(each.__traceback__)} for each in _chain(error)]
    if trace is not None:
        told[0]["at"] = frames(trace)
    return told


def name_of(error: BaseException) -> str:
    kind = type(error)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def frames(trace: TracebackType | None) -> list[str]:
    """`file:line function`, the innermost last; of very many only the innermost."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{_short(code.co_filename)}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[-_MOST_FRAMES:]


def _chain(error: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = error
    for _ in range(_MOST_CAUSES):
        if current is None:
            return
        yield current
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )


def _facts(error: BaseException) -> dict[str, Any]:
    """Its class, and those of its particulars that hold nobody's data."""
    facts: dict[str, Any] = {"class": name_of(error)}
    match error:
        case psycopg.Error():
            diagnosis = error.diag
            facts |= {
                "state": diagnosis.sqlstate,
                "table": diagnosis.table_name,
                "column": diagnosis.column_name,
                "constraint": diagnosis.constraint_name,
            }
        case SMTPResponseException():
            facts["code"] = error.smtp_code
        case OSError() if error.errno:
            facts["reason"] = os.strerror(error.errno)
        case _ if isinstance(error, SPEAKS_OF_CODE):
            facts["words"] = masked(str(error))
    return {name: fact for name, fact in facts.items() if fact is not None}


def _short(path: str) -> str:
    """Without the folders that differ from machine to machine."""
    return path.rpartition(_PACKAGES)[2].removeprefix(_HERE)
