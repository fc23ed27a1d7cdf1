"""Everything the board page says, worked out before a template sees it."""

import math
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property

from bulletin.statements import Columns, Statement
from participants.board.next import Next, Reading, next_of
from participants.entry.overview.announced import Announced, announced_for
from participants.entry.overview.questions import Line, in_one_line, lines_of
from participants.entry.overview.since import News, since_then
from participants.entry.overview.stages import Coming, StageNow, stages_of
from participants.entry.overview.summaries import stages_lacking
from participants.gate.reader import facts_of, reader_with
from participants.models import Reply
from participants.web import Visit
from sessions.models import Pause, StaffMember, Stage

_PAUSE = Columns(Pause)
_REPLY = Columns(Reply)
_STAFF = Columns(StaffMember)


@dataclass(frozen=True, slots=True)
class Card:
    """One opened stage with its questions."""

    on: StageNow
    lines: list[Line]
    lacking: list[Stage]

    @property
    def to_answer(self) -> list[Line]:
        return [line for line in self.lines if line.takes_answer]

    @property
    def wanted(self) -> int:
        """How many answers this stage requires by now."""
        return sum(line.wanted for line in self.lines)

    @property
    def done(self) -> int:
        """How many of them are there: the rest is what the page says is left."""
        return self.wanted - sum(line.left for line in self.lines)

    @property
    def new_replies(self) -> int:
        return sum(line.to_read.new for line in self.lines)

    @property
    def is_finished(self) -> bool:
        """Nothing is left or comes that is required; where nothing is, all has been said."""
        owes = any(line.left or (line.next_day and line.question.required) for line in self.lines)
        leaves_room = any(line.may_say_more for line in self.to_answer) and not self.wanted
        return bool(self.to_answer) and not owes and not leaves_room


@dataclass(frozen=True)
class Overview:
    """A board as one participant finds it on coming in. A fixed number of queries."""

    visit: Visit
    open: list[Card]
    closed: list[Card]
    coming: list[Coming]
    pause: Pause | None
    asked_of_me: list[Reply]
    announced: Announced
    news: list[News]

    @cached_property
    def left(self) -> list[Line]:
        """What is required, open and not done, in the guide's order."""
        return [line for card in self.open for line in card.lines if line.left]

    @property
    def questions_left(self) -> int:
        return sum(line.left for line in self.left)

    @property
    def minutes_left(self) -> int:
        """Whole minutes, never less than one where something is left."""
        return math.ceil(sum(line.left * line.minutes for line in self.left))

    @property
    def due_next(self) -> datetime | None:
        """The nearest due date still ahead among the stages that hold something left to do."""
        ahead = [
            card.on.due_at
            for card in self.open
            if not card.on.is_past_due and any(line.left for line in card.lines)
        ]
        return min(ahead, default=None)

    @cached_property
    def next(self) -> Next | None:
        """The earliest thing to do; where Continue leads."""
        return next_of(
            [line for card in self.open for line in card.lines],
            probes=lambda: [probe.pk for probe in self.asked_of_me],
            reading=lambda: self._reading,
        )

    @property
    def _reading(self) -> Reading:
        lines = [line for card in [*self.open, *self.closed] for line in card.lines]
        return Reading(
            order=[line.id for line in lines],
            readable={line.id for line in lines if line.to_read.readable},
            new={line.id for line in lines if line.to_read.new},
        )

    @property
    def next_day(self) -> date | None:
        """The nearest day on which an entry of a diary comes that is left to do then."""
        ahead = [line.next_day for card in self.open for line in card.lines if line.next_day]
        return min(ahead, default=None)

    @property
    def new_replies(self) -> int:
        return sum(card.new_replies for card in [*self.open, *self.closed])

    @property
    def has_begun_to_answer(self) -> bool:
        return any(line.given for card in [*self.open, *self.closed] for line in card.lines)

    @property
    def purpose_line(self) -> str:
        """What the board is for, as far as that goes in one line."""
        return in_one_line(self.visit.board.purpose_html)

    @property
    def has_ended(self) -> bool:
        return self.visit.board.has_ended(self.visit.now)

    @property
    def in_grace(self) -> bool:
        return self.has_ended and not self.visit.board.grace_is_over(self.visit.now)


def overview_of(visit: Visit) -> Overview:
    participant, now = visit.participant, visit.now
    stages = stages_of(participant, now)
    open_now = {one.stage.pk: one for one in stages.open}
    lines = lines_of(participant, now, since=visit.since, open_now=open_now)
    lacking = stages_lacking(participant, now)

    def cards(some: list[StageNow]) -> list[Card]:
        return [
            Card(one, lines.get(one.stage.pk, []), lacking.get(one.stage.pk, [])) for one in some
        ]

    open_cards, closed_cards = cards(stages.open), cards(stages.closed)
    announced = announced_for(participant, now)
    return Overview(
        visit=visit,
        open=open_cards,
        closed=closed_cards,
        coming=[] if visit.board.has_ended(now) else stages.coming,
        pause=pause_of(visit),
        asked_of_me=[] if visit.board.grace_is_over(now) else asked_of(visit),
        announced=announced,
        news=since_then(visit, open_cards, closed_cards, announced),
    )


@Statement
def pauses_now(board: uuid.UUID, now: datetime) -> QuerySet[Any, Any]:
    return Pause.objects.open(now=now).filter(board=board).values_list(*_PAUSE.of())


def pause_of(visit: Visit) -> Pause | None:
    found = pauses_now(board=visit.board.pk, now=visit.now)
    return _PAUSE.made(found[0]) if found else None


def asked_of(visit: Visit) -> list[Reply]:
    """Staff's questions to what this person said that wait for a reply of theirs. One query."""
    asked = []
    for values in waiting_probes(**facts_of(visit.participant), now=visit.now):
        probe = _REPLY.made(values[: _REPLY.number])
        probe.staff = _STAFF.made(values[_REPLY.number :])
        asked.append(probe)
    return asked


@Statement
def waiting_probes(
    reader: uuid.UUID, board: uuid.UUID, tester: bool, now: datetime
) -> QuerySet[Any, Any]:
    person = reader_with(reader, board, tester=tester)
    return (
        Reply.objects.visible_to(person, now=now)
        .asking(person)
        .order_by("posted_at")
        .values_list(*_REPLY.of(), *_STAFF.of("staff__"))
    )
