"""In which order others' threads stand, as their reader chooses, and what of a long one is folded.

Everything here is worked out from the rows that their reader has been found to read.
"""

from collections.abc import Callable, Mapping, Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from participants.board.rows import Row

# Of a thread with more replies than this the middle is folded: the first say what it is about,
# the last where it stands.
READ_AT_ONCE = 6
FIRST, LAST = 3, 2
# One reply takes no more room than the words that would stand for it.
LEAST_FOLDED = 2
# Fewer threads are seen at one look, in whatever order.
WORTH_ORDERING = 4


class Order(TextChoices):
    OLDEST = "oldest", _("Oldest first")
    NEWEST = "newest", _("Newest first")
    MOST_REPLIED = "replied", _("Most replied to")


def order_in(text: str | None) -> Order:
    """The one in an address; the first where there is none that can be read."""
    return Order(text) if text in Order.values else Order.OLDEST


def orders_at(order: Order) -> list[tuple[str, str, bool]]:
    """The choice: what each is in an address, its words, and whether it is the one that holds."""
    return [(one.value, str(one.label), one is order) for one in Order]


def ordered(roots: Sequence[Row], order: Order, beneath: Mapping[str, int]) -> list[Row]:
    """`roots` come as they were said, `beneath` says how many replies each has."""
    if order is Order.NEWEST:
        return list(reversed(roots))
    if order is Order.MOST_REPLIED:
        return sorted(roots, key=lambda row: -beneath[row.id])
    return list(roots)


def runs_of(replies: Sequence[Row], is_kept: Callable[[Row], bool]) -> list[tuple[bool, list[Row]]]:
    """What hangs on one post, in runs of what is shown and what is folded (True), in its order.

    What `is_kept` is never folded: what is new, asks the reader, or is their own.
    """
    if len(replies) <= READ_AT_ONCE:
        return [(False, list(replies))]
    edge = range(FIRST, len(replies) - LAST)
    runs: list[tuple[bool, list[Row]]] = []
    for place, row in enumerate(replies):
        folded = place in edge and not is_kept(row)
        if runs and runs[-1][0] == folded:
            runs[-1][1].append(row)
        else:
            runs.append((folded, [row]))
    return [(folded and len(run) >= LEAST_FOLDED, run) for folded, run in runs]
