"""The stages of a board as one participant meets them at one moment. One query."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from bulletin.statements import Columns, Statement
from participants.gate.openness import opened_stages, segments_include, until_for
from participants.gate.reader import facts_of, reader_with
from participants.models import Extension, Participant
from sessions.enums import Opening
from sessions.models import Stage

_STAGE = Columns(Stage)


@dataclass(frozen=True, slots=True)
class StageNow:
    """A stage that has opened for this person.

    `due_at` is their own date, and `until` (exclusive) the moment up to which it takes their
    answers; an extension counts in both.
    """

    stage: Stage
    due_at: datetime
    until: datetime
    is_past_due: bool
    is_extended: bool

    @property
    def closes_when_due(self) -> bool:
        """No late answer is taken: the stage closes as it falls due."""
        return self.until <= self.due_at


class Place(StrEnum):
    """Where a part that has not opened stands among the parts; it has no other name yet."""

    FIRST = "first"
    NEXT = "next"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Coming:
    """A stage that has not opened: when it may, and nothing of what it is.

    Without `opens_at` it waits for a person: for a facilitator who opens it by hand or has
    not released it in time (`is_overdue`), or for this one to finish what comes before.
    """

    place: Place
    opens_at: datetime | None
    is_overdue: bool
    after_previous: bool


@dataclass(frozen=True, slots=True)
class Stages:
    open: list[StageNow]
    closed: list[StageNow]
    coming: list[Coming]


def stages_of(participant: Participant, now: datetime) -> Stages:
    """Every stage that is this person's: open, closed and coming, each in the guide's order.

    A pause closes none of them: dates stay, and what is open will take answers again. The
    person's board must be loaded.
    """
    opened: list[StageNow] = []
    others: list[Stage] = []
    for has_opened, own_until, *values in own_stages(**facts_of(participant), now=now):
        stage = _STAGE.made(values)
        stage.board = participant.board
        if has_opened:
            opened.append(_now(stage, own_until, now))
        else:
            others.append(stage)
    return Stages(
        open=[one for one in opened if one.until > now],
        closed=[one for one in opened if one.until <= now],
        coming=_coming(others, now, begun=bool(opened)),
    )


@Statement
def own_stages(
    reader: uuid.UUID, board: uuid.UUID, tester: bool, now: datetime
) -> QuerySet[Any, Any]:
    """All that are routed to this person, with whether each has opened, and their extension."""
    person = reader_with(reader, board, tester=tester)
    more_time = Extension.objects.filter(participant=reader, stage=OuterRef("pk"))
    return (
        Stage.objects.filter(
            segments_include(person, Stage.segments.through, owner="stage"), board=board
        )
        .annotate(
            has_opened=ExpressionWrapper(Q(pk__in=opened_stages.ids(person, now)), BooleanField()),
            own_until=Subquery(more_time.values("until")[:1]),
        )
        .order_by("position")
        .values_list("has_opened", "own_until", *_STAGE.of())
    )


def _now(stage: Stage, own_until: datetime | None, now: datetime) -> StageNow:
    due = max(stage.due_or_ends_at, own_until) if own_until else stage.due_or_ends_at
    return StageNow(
        stage=stage,
        due_at=due,
        until=until_for(stage, own_until),
        is_past_due=due <= now,
        is_extended=own_until is not None,
    )


def _coming(stages: Sequence[Stage], now: datetime, *, begun: bool) -> list[Coming]:
    """What comes, earliest first; of several that are overdue one is enough to say so."""
    coming: list[Coming] = []
    for stage in stages:
        after_previous = stage.opening == Opening.AFTER_PREVIOUS
        is_overdue = not after_previous and stage.opens_at is not None and stage.opens_at <= now
        if is_overdue and any(other.is_overdue for other in coming):
            continue
        place = Place.LATER if coming else Place.NEXT if begun else Place.FIRST
        opens_at = None if after_previous or is_overdue else stage.opens_at
        coming.append(Coming(place, opens_at, is_overdue, after_previous))
    return coming
