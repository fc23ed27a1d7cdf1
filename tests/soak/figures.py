"""What the long proofs measured: in var/soak.json, and as a table for docs/performance.md."""

import fcntl
import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "var" / "soak.json"
Figure = int | float | str


def say(line: str) -> None:
    """One line of progress, beside what pytest keeps for itself."""
    print(f"  {line}", file=sys.__stderr__, flush=True)


def record(name: str, figures: Mapping[str, Figure]) -> None:
    """The figures of one proof; those of an earlier run of it are replaced."""
    FILE.parent.mkdir(exist_ok=True)
    with FILE.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two proofs at once have their figures side by side
        kept = json.loads(FILE.read_text()) if FILE.exists() else {}
        kept[name] = dict(figures)
        FILE.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")
        FILE.with_suffix(".md").write_text(as_table(kept))
    say(f"{name}: " + ", ".join(f"{what} {figure}" for what, figure in figures.items()))


def as_table(kept: Mapping[str, Mapping[str, Figure]]) -> str:
    """Markdown, a line for each figure."""
    lines = ["| proof | what | figure |", "|---|---|---|"]
    lines += [
        f"| {name} | {what} | {figure} |"
        for name in sorted(kept)
        for what, figure in kept[name].items()
    ]
    return "\n".join(lines) + "\n"


@contextmanager
def stopwatch() -> Iterator[list[float]]:
    """Holds the seconds that the block took, once it has ended."""
    took: list[float] = []
    started = time.monotonic()
    yield took
    took.append(round(time.monotonic() - started, 1))
