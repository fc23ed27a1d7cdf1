"""The ledger of erasures: a table, and a file beside the database that no backup holds.

A restore brings the table back to what it was; the file knows what was erased since. Both hold
ids and times, nothing personal. See ADR 38.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from bulletin.privacy.models import Erasure


@dataclass(frozen=True)
class Line:
    """What was done to whom. `also` are ids of what of others was changed with it."""

    kind: str
    subject: UUID
    at: datetime
    by: UUID | None = None
    also: tuple[UUID, ...] = ()


@transaction.atomic
def write(line: Line) -> None:
    """It stands in the table and, before that can be committed, on the disk.

    To be called last in its transaction: what the file says and the database lost is done at the
    next restore, what only the database says is not. The same subject again adds to `also`.
    """
    note(line)
    _append(line)


def note(line: Line) -> None:
    """It stands in the table, if it did not yet."""
    row, _made = Erasure.objects.get_or_create(
        kind=line.kind,
        subject=line.subject,
        defaults={"erased_at": line.at, "erased_by": line.by},
    )
    also = sorted({*row.also, *map(str, line.also)})
    if also != row.also:
        row.also = also
        row.save(update_fields=["also"])


def lines() -> list[Line]:
    """All that was ever erased here, each subject once, the earliest first."""
    merged: dict[tuple[str, UUID], Line] = {}
    for line in (*_in_table(), *_in_file()):
        first = merged.setdefault((line.kind, line.subject), line)
        merged[line.kind, line.subject] = replace(
            first, also=tuple(sorted({*first.also, *line.also}))
        )
    return sorted(merged.values(), key=lambda line: line.at)


def _in_table() -> Iterator[Line]:
    for row in Erasure.objects.all():
        also = tuple(map(UUID, row.also))
        yield Line(row.kind, row.subject, row.erased_at, row.erased_by, also)


def _in_file() -> Iterator[Line]:
    """A line that was cut off as the power failed was never committed either."""
    try:
        written = Path(settings.LEDGER).read_text(encoding="utf-8")
    except FileNotFoundError:
        return
    yield from _read(written.splitlines())


def _read(written: Iterable[str]) -> Iterator[Line]:
    for text in written:
        try:
            told = json.loads(text)
            yield Line(
                told["kind"],
                UUID(told["subject"]),
                datetime.fromisoformat(told["at"]),
                UUID(told["by"]) if told["by"] else None,
                tuple(map(UUID, told["also"])),
            )
        except (ValueError, KeyError, TypeError):
            continue


def _append(line: Line) -> None:
    path = Path(settings.LEDGER)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        # The line break before it parts it from one that was cut off.
        os.write(handle, f"\n{json.dumps(_told(line))}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    _keep_name_of(path)


def _keep_name_of(path: Path) -> None:
    """A new file outlives a power failure only once its folder is on the disk."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _told(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "subject": str(line.subject),
        "at": line.at.isoformat(),
        "by": str(line.by) if line.by else None,
        "also": [str(one) for one in line.also],
    }
