"""How a run of several processes is shared out: by file, and what takes long is begun early.

So at the end nobody waits for a long file that another has only just begun.
"""

from collections import defaultdict

import pytest
from xdist.scheduler import LoadFileScheduling

# They share an installation of real processes, which takes long to start.
_TOGETHER = ("tests/faults/",)

# Seconds a test, roughly: only how they compare matters.
_SECONDS = {
    "tests/faults/": 15.0,
    "tests/walk/": 15.0,
    "tests/services/test_commands.py": 30.0,
    "tests/moderation/monitoring/test_installation.py": 30.0,
    "tests/participants/gate/test_random_": 30.0,
    "tests/participants/gate/test_who_is_told_to_read.py": 10.0,
    "tests/participants/simulate/": 4.0,
    "tests/browser/": 6.0,
    "tests/queries/": 1.0,
    "tests/bulletin/web/test_templates.py": 0.01,
}
_SECONDS_OF_OTHERS = 0.2


def unit_of(nodeid: str) -> str:
    """What the same process runs, without a break."""
    together = (folder for folder in _TOGETHER if nodeid.startswith(folder))
    return next(together, nodeid.partition("::")[0])


def seconds(nodeid: str) -> float:
    known = (_SECONDS[start] for start in _SECONDS if nodeid.startswith(start))
    return next(known, _SECONDS_OF_OTHERS)


def longest_first(items: list[pytest.Item]) -> None:
    """They stand in the order in which processes take them; inside a unit it stays as it was."""
    expected: defaultdict[str, float] = defaultdict(float)
    for item in items:
        expected[unit_of(item.nodeid)] += seconds(item.nodeid)
    items.sort(key=lambda item: -expected[unit_of(item.nodeid)])


def by_unit(config: pytest.Config, log: object) -> object:
    """xdist's own way, which otherwise begins with the file of most tests, however short."""
    config.option.loadscopereorder = False
    shared = LoadFileScheduling(config, log)
    shared._split_scope = unit_of
    return shared
