"""What was erased stays erased: the ledger is carried out again on data that was restored."""

from dataclasses import dataclass

from django.db import transaction

from bulletin.privacy import ledger
from bulletin.privacy.kinds import again_for


@dataclass(frozen=True)
class Reapplied:
    """How many lines there are, how many of them changed something, and kinds nobody knows."""

    lines: int
    done: int
    unknown: tuple[str, ...]


def reapply() -> Reapplied:
    """Each line in a transaction of its own, so that one that fails stops none before it."""
    lines, done, unknown = ledger.lines(), 0, set()
    for line in lines:
        again = again_for(line.kind)
        if again is None:
            unknown.add(line.kind)
            continue
        with transaction.atomic():
            done += again(line)
            ledger.note(line)
    return Reapplied(len(lines), done, tuple(sorted(unknown)))
