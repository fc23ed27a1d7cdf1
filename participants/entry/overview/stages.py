"""The stages of a board as one participant meets them at one moment. One query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import Exists, OuterRef, Subquery

from participants.gate.openness import opened_stages, segments_include
from participants.models import Extension, Participant
from sessions.enums import Opening
from sessions.models import Stage

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Openness(TypedDict):
        has_opened: bool
        own_until: datetime | None

    AnnotatedStage = WithAnnotations[Stage, _Openness]


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

    A pause closes none of them: dates stay, and what is open will take answers again.
    """
    stages = _with_openness(participant, now)
    opened = [_now(stage, now) for stage in stages if stage.has_opened]
    return Stages(
        open=[one for one in opened if one.until > now],
        closed=[one for one in opened if one.until <= now],
        coming=_coming(
            [stage for stage in stages if not stage.has_opened], now, begun=bool(opened)
        ),
    )


def _with_openness(participant: Participant, now: datetime) -> "list[AnnotatedStage]":
    more_time = Extension.objects.filter(participant=participant, stage=OuterRef("pk"))
    stages = (
        Stage.objects.filter(
            segments_include(participant, Stage.segments.through, owner="stage"),
            board=participant.board_id,
        )
        .annotate(
            has_opened=Exists(opened_stages(participant, now).filter(pk=OuterRef("pk"))),
            own_until=Subquery(more_time.values("until")[:1]),
        )
        .select_related("board")
        .order_by("position")
    )
    return cast("list[AnnotatedStage]", list(stages))


def _now(stage: "AnnotatedStage", now: datetime) -> StageNow:
    board = stage.board
    due, until = stage.due_or_ends_at, min(stage.closes_or_ends_at, board.ends_at)
    if stage.own_until:
        due = max(due, stage.own_until)
        until = max(until, min(stage.own_until, board.grace_ends_at))
    return StageNow(
        stage=stage,
        due_at=due,
        until=until,
        is_past_due=due <= now,
        is_extended=stage.own_until is not None,
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
