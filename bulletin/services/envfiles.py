"""Files of KEY=value lines that only their owner can read: kept secrets, mail settings."""

import os
from collections.abc import Mapping
from pathlib import Path


class BadLine(Exception):
    """A line that is not KEY=value; the message names file, line and what would be right."""


def read(path: Path) -> dict[str, str]:
    """What the file sets; nothing where there is no such file. Raises BadLine.

    Blank lines and lines that begin with # say nothing. A value may stand in quotes.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    found = {}
    for number, line in enumerate(map(str.strip, lines), start=1):
        if line and not line.startswith("#"):
            key, value = _split(path, number, line)
            found[key] = value
    return found


def _split(path: Path, number: int, line: str) -> tuple[str, str]:
    key, equals, value = (part.strip() for part in line.partition("="))
    if not equals or not key.isidentifier():
        raise BadLine(f"{path}:{number}: {key or line}: write it as KEY=value")
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value = value[1:-1]
    return key, value


def write(path: Path, values: Mapping[str, str], comment: str) -> None:
    """Make the file say exactly this, in one step, readable by its owner alone."""
    lines = [f"# {comment}", *(f"{key}={value}" for key, value in values.items())]
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
