"""What comes next for one person on their board: the one rule of Continue, wherever it stands.

What is left to do first, in the guide's order; then what is asked again, and what staff asked
them; then what is new to read, what they may still say if they like, and the rest there is to
read. The text pages that stand before a question are led to first, until something behind them in
their stage is done.
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
    """A question on the way, or a text page, which takes no answer: it `lacks` one that is
    required, has some that are asked `again`, or takes one that is optional and was not skipped.
    It `is_passed` once it is answered or skipped."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def stage(self) -> uuid.UUID: ...
    @property
    def takes_answer(self) -> bool: ...
    @property
    def is_passed(self) -> bool: ...
    @property
    def lacks(self) -> bool: ...
    @property
    def again(self) -> int: ...
    @property
    def may_say_more(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Next:
    """Where Continue leads: `id` is a question's, that of a text page before it, or a post's that
    staff wait for a reply to."""

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
    here: uuid.UUID | None = None,
) -> Next | None:
    """None where nothing is left and nothing is there to be read. `probes` and `reading` are
    asked for only where what goes before them is done. It never leads to the question `here`,
    whose page asks, nor back to a text page on the way on from it."""
    stops = list(stops)
    others = [stop for stop in stops if stop.takes_answer and stop.id != here]
    for doing, found in (
        (Doing.ANSWER, (stop for stop in others if stop.lacks)),
        (Doing.AGAIN, (stop for stop in others if stop.again)),
    ):
        if first := next(found, None):
            return Next(doing, _way_to(first, stops, here))
    if asked := next(iter(probes()), None):
        return Next(Doing.PROBE, asked)
    to_read = reading()
    more = (_way_to(stop, stops, here) for stop in others if stop.may_say_more)
    for doing, ids in (
        (Doing.NEWS, (one for one in to_read.order if one in to_read.new)),
        (Doing.MORE, more),
        (Doing.READING, (one for one in to_read.order if one in to_read.readable)),
    ):
        if to := next(ids, None):
            return Next(doing, to)
    return None


def _way_to(target: Stop, stops: Sequence[Stop], here: uuid.UUID | None) -> uuid.UUID:
    """The first text page of its stage on the way to the target, behind which nothing is done;
    the target itself where there is none.

    Which pages somebody has opened is nowhere written down. Whoever answered or skipped something
    behind one has been past it, and on the way from `here` only what lies ahead is led to.
    """
    pages: list[Stop] = []
    for stop in (one for one in stops if one.stage == target.stage):
        if stop.is_passed:
            pages.clear()
        elif not stop.takes_answer:
            pages.append(stop)
    places = {stop.id: place for place, stop in enumerate(stops)}
    end = places[target.id]
    here_at = places.get(here, -1) if here else -1
    begin = here_at if here_at < end else -1
    return next((page.id for page in pages if begin < places[page.id] < end), target.id)
