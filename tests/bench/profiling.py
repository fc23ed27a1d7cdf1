"""What the time of one case goes to, in this process."""

import cProfile
import pstats
import sys
import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from bulletin.services.console import say
from tests.bench.case import Case

_TIMES = 10
_SHOWN = 40
_SHORT = 110
_ASKS = ("SELECT", "EXECUTE")


def profile(case: Case) -> None:
    """Print each statement with the time it took, and the functions that took the most."""
    for _ in range(2):  # what is made once a process has been made
        case.once()
        case.undo()
    with connection.execute_wrapper(_explained):
        case.once()
    case.undo()
    profiler = cProfile.Profile()
    for _ in range(_TIMES):
        profiler.enable()
        case.once()
        profiler.disable()
        case.undo()
    functions = pstats.Stats(profiler, stream=sys.stdout)
    functions.sort_stats("tottime").print_stats(_SHOWN)
    functions.sort_stats("cumulative").print_stats(_SHOWN)


def _explained(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Run the statement, and print what PostgreSQL says of it."""
    started = time.perf_counter()
    answer = execute(sql, params, many, context)
    waited = 1000 * (time.perf_counter() - started)
    planned, ran = _explanation(sql, params) if sql.startswith(_ASKS) else ("", "")
    say(f"{waited:8.2f} ms  {len(sql):6} characters  {planned:>22} {ran:>25}  {sql[:_SHORT]}")
    return answer


def _explanation(sql: str, params: Any) -> tuple[str, str]:
    """How long it takes to plan and to run; what running it again changed is undone."""
    inner = connection.connection
    with inner.transaction(force_rollback=True), inner.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, SUMMARY) {sql}", params)
        *_, planned, ran = [line for (line,) in cursor.fetchall()]
    return planned, ran
