"""What was erased stays erased: the ledger is carried out again on data that was restored."""

from dataclasses import dataclass

from django.db import transaction

from bulletin.privacy import ledger
from bulletin.privacy.kinds import Again, again_for
from bulletin.privacy.ledger import Line


@dataclass(frozen=True)
class Reapplied:
    """How many lines there are, how many of them changed something, kinds nobody knows, and the
    lines that could not be carried out, with the name of what stopped them."""

    lines: int
    done: int
    unknown: tuple[str, ...]
    failed: tuple[str, ...] = ()


def reapply() -> Reapplied:
    """Each line in a transaction of its own, so that one that fails stops no other."""
    lines, done, unknown, failed = ledger.lines(), 0, set(), []
    for line in lines:
        again = again_for(line.kind)
        if again is None:
            unknown.add(line.kind)
            continue
        try:
            done += _carry_out(line, again)
        except Exception as error:
            # Its words may be those that were to be erased.
            failed.append(f"{line.kind} {line.subject} ({type(error).__name__})")
    return Reapplied(len(lines), done, tuple(sorted(unknown)), tuple(failed))


@transaction.atomic
def _carry_out(line: Line, again: Again) -> bool:
    done = again(line)
    ledger.note(line)
    return done
