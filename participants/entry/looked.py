"""How much of what others wrote one browser has shown to its person."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


def instant(at: datetime) -> int:
    """In microseconds since 1970, as the rows of a question's page have it."""
    return (at - _FIRST) // timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Looked:
    """`came` is when the browser was let in, None where that is not known; `under` has the
    instant at which the latest post was written that stood on a question's page, by its id."""

    came: datetime | None = None
    under: Mapping[str, int] = field(default_factory=dict)

    def has_shown(self, question: uuid.UUID, posted: int) -> bool:
        return posted <= self.under.get(str(question), 0)
