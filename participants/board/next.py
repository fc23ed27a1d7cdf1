"""What comes next for one person on their board: the one rule of Continue, wherever it stands.

What is left to do first, in the guide's order; then what is asked again, and what staff asked
them; then what is new to read, what they may still say if they like, and the rest there is to read.
"""

import uuid
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Doing(StrEnum):
    ANSWER = "answer"
    AGAIN = "again"
    PROBE = "probe"
    NEWS = "news"
    MORE = "more"
    READING = "reading"


class Stop(Protocol):
    """A question on the way: it `lacks` an answer that is required, has some that are asked
    `again`, or takes one that is optional and was not skipped."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def lacks(self) -> bool: ...
    @property
    def again(self) -> int: ...
    @property
    def may_say_more(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Next:
    """Where Continue leads: `id` is a question's, or a post's that staff wait for a reply to."""

    doing: Doing
    id: uuid.UUID

    @property
    def is_post(self) -> bool:
        return self.doing == Doing.PROBE

    @property
    def is_work(self) -> bool:
        """Somebody waits for it; the rest is as one likes."""
        return self.doing in (Doing.ANSWER, Doing.AGAIN, Doing.PROBE)


@dataclass(frozen=True, slots=True)
class Reading:
    """The questions in whose order is read, and those with something to read or with news."""

    order: Sequence[uuid.UUID]
    readable: Container[uuid.UUID]
    new: Container[uuid.UUID]


def next_of(
    stops: Iterable[Stop],
    *,
    probes: Callable[[], Sequence[uuid.UUID]],
    reading: Callable[[], Reading],
) -> Next | None:
    """None where nothing is left and nothing is there to be read. `probes` and `reading` are
    asked for only where what goes before them is done."""
    stops = list(stops)
    for doing, found in (
        (Doing.ANSWER, (stop.id for stop in stops if stop.lacks)),
        (Doing.AGAIN, (stop.id for stop in stops if stop.again)),
    ):
        if first := next(found, None):
            return Next(doing, first)
    if asked := next(iter(probes()), None):
        return Next(Doing.PROBE, asked)
    to_read = reading()
    for doing, found in (
        (Doing.NEWS, (one for one in to_read.order if one in to_read.new)),
        (Doing.MORE, (stop.id for stop in stops if stop.may_say_more)),
        (Doing.READING, (one for one in to_read.order if one in to_read.readable)),
    ):
        if first := next(found, None):
            return Next(doing, first)
    return None
