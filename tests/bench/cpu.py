"""How much processor time a process and all beneath it have used."""

from contextlib import suppress
from pathlib import Path

import psutil

_NANOSECONDS = 1e9


def used_by(root: int) -> float:
    """Seconds so far, of this process, those it has started, and those of them that ended."""
    process = psutil.Process(root)
    ended = process.cpu_times()
    living = [process, *process.children(recursive=True)]
    return ended.children_user + ended.children_system + sum(map(_own, living))


def _own(process: psutil.Process) -> float:
    """What the scheduler has counted, to the nanosecond; else the clock's ticks of 10 ms."""
    with suppress(OSError):
        tasks = Path(f"/proc/{process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / _NANOSECONDS
    with suppress(psutil.NoSuchProcess):
        times = process.cpu_times()
        return times.user + times.system
    return 0.0
