"""What the ledger can hold, and how each of it is carried out again on restored data.

A part that erases registers its kind while apps get ready; `bulletin` knows none of them.
"""

from collections.abc import Callable

from bulletin.privacy.ledger import Line

Again = Callable[[Line], bool]
"""Does once more what the line says, as of then. False where nothing of it is there, or was left
to do; a second call changes nothing."""

_kinds: dict[str, Again] = {}


def register(kind: str, again: Again) -> None:
    """Make a kind known. A second call replaces the first."""
    _kinds[kind] = again


def again_for(kind: str) -> Again | None:
    return _kinds.get(kind)
