"""python -m tests.bench [--only NAME] [--profile NAME] [--rounds N]: what `make bench` runs.

Processor time and queries of each case, medians of rounds in which all cases take turns, on an
installation of its own in var/bench. Writes var/bench.json and var/bench.md, unless only some
cases were asked for. Exit status 0 only if every answer was the expected one.
"""

import argparse
import logging
import os
import platform
import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime

import django
import psutil

from bulletin.services.console import complain, say
from bulletin.services.places import CHECKOUT
from bulletin.services.trouble import Trouble
from tests.bench import installation
from tests.bench.case import Case, Sample
from tests.bench.installation import PLACE, Installation, pid_of
from tests.bench.report import Figure, figure, table, write

ROUNDS = 7
_A_TURN_SECONDS = 1.5
_WARM_UP = 100
_MOST = 4000
BARE = "bare"


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.bench")
    arguments.add_argument("--only", metavar="NAME", default="", help="cases with this in the name")
    arguments.add_argument("--profile", metavar="NAME", default="", help="print where time goes")
    arguments.add_argument("--rounds", type=int, default=ROUNDS)
    given = arguments.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    os.umask(0o077)
    try:
        bench(wanted=given.profile or given.only, rounds=given.rounds, profiled=bool(given.profile))
    except Trouble as trouble:
        complain(str(trouble))
        return 1
    return 0


def bench(*, wanted: str, rounds: int, profiled: bool) -> None:
    """Raises Trouble."""
    say("PostgreSQL, Redis, tables …")
    with installation.running() as installed, ExitStack() as stack:
        os.environ.update(installed.environment)
        django.setup()
        logging.disable(logging.WARNING)
        cases = [case for case in _cases(installed, stack, wanted) if _is_wanted(case, wanted)]
        if profiled:
            _profile([case for case in cases if wanted in case.name])
            return
        figures = _figures(cases, rounds)
        say(f"\nCPU-milliseconds each, medians of {rounds} rounds\n\n{table(figures)}")
        if not wanted:
            write(CHECKOUT / "var", figures, _circumstances(rounds))


def _cases(installed: Installation, stack: ExitStack, wanted: str) -> list[Case]:
    """Everything is in place to measure each case, in the order of the table."""
    from tests.bench.big import make_big_database
    from tests.bench.boards import all_boards
    from tests.bench.mail_cases import Mailer, mail_cases
    from tests.bench.pages import visits, web_cases

    say("Boards, people, replies …")
    boards = all_boards(now=datetime.now(UTC))
    door = installed.web("door")
    people = visits(boards, door)
    door.child.stop()
    big_address = PLACE.database_url
    if not wanted or "big" in wanted:
        say("A thousand other boards …")
        big_address, rows = make_big_database(PLACE, boards.reading.board)
        say(f"  {rows:,} rows, {installation.weighs() >> 20:,} MB")
    installed.mail_server()
    database = pid_of("postgres")
    return [
        *web_cases(
            people,
            boards,
            web=installed.web("board"),
            bare=installed.web("bare", DJANGO_SETTINGS_MODULE="tests.bench.bare"),
            big=installed.web("big", DATABASE_URL=big_address),
            database=database,
        ),
        *mail_cases(boards, Mailer(installed.environment, stack), database=database),
    ]


def _is_wanted(case: Case, wanted: str) -> bool:
    return wanted in case.name or case.name == BARE


def _figures(cases: Sequence[Case], rounds: int) -> list[Figure]:
    say("Warming up, counting queries …")
    queries = {case.name: 0 if case.name == BARE else case.queries() for case in cases}
    turns = {case.name: _turn(case) for case in cases}
    samples: dict[str, list[Sample]] = {case.name: [] for case in cases}
    for number in range(1, rounds + 1):
        say(f"Round {number} of {rounds}")
        for case in cases:
            sample = case.measure(turns[case.name])
            samples[case.name].append(sample)
            say(f"  {case.name:36} {sample.cpu_ms:7.2f} + {sample.db_cpu_ms:6.2f} ms")
    bare = figure(BARE, samples[BARE], 0, None).together
    return [figure(name, samples[name], queries[name], bare) for name in samples]


def _turn(case: Case) -> int:
    """How many make a turn long enough to be measured, once everything is warm."""
    number = min(_WARM_UP, 2 * case.fewest)
    case.measure(number)
    wanted = round(case.measure(number).per_second * _A_TURN_SECONDS)
    return min(max(wanted, case.fewest), _MOST)


def _profile(cases: Sequence[Case]) -> None:
    from tests.bench.profiling import profile

    for case in cases:
        say(f"\n{case.name}")
        profile(case)


def _circumstances(rounds: int) -> str:
    """When and where this run was, in a line."""
    when = datetime.now(UTC)
    busy = os.getloadavg()[1]
    return (
        f"{when:%d %B %Y}, {psutil.cpu_count()} processors ({platform.machine()}), "
        f"Python {platform.python_version()}, Django {django.__version__}, medians of {rounds} "
        f"rounds, load {busy:.1f}."
    )


if __name__ == "__main__":
    sys.exit(main())
