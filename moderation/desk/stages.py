"""A board's stages as a timeline: what each is doing now, its dates and what may be done to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from moderation.desk.deeds.base import Deed
from moderation.desk.deeds.stages import of_stage
from moderation.desk.reach import Reach
from moderation.participation import Figures, StageFigures
from moderation.web import Desk
from sessions.enums import Kind, Opening
from sessions.models import Stage
from sessions.rules import has_closed, has_opened, is_overdue_for_release, is_past_due


@dataclass(frozen=True)
class Happening:
    """One date of a stage as the page shows it: `Opens` or `Opened`, and when."""

    word: str
    instant: datetime | None
    otherwise: str = ""


@dataclass(frozen=True)
class StageCard:
    stage: Stage
    status: str
    tone: str
    happenings: list[Happening]
    deeds: list[Deed]
    is_open: bool
    progress: str
    """How many have answered and finished, of those it is meant for; for readers of replies."""
    work: str
    """What it asks of one person, for who may change that."""
    now_before: bool
    """Whether the line that says "now" stands before this stage."""


def cards_for(
    desk: Desk, reach: Reach, figures: Figures, work: Mapping[UUID, str]
) -> list[StageCard]:
    """The stages in their order: two queries, however many there are."""
    stages = list(
        desk.board.stages.annotate(
            questions_count=Count(
                "questions",
                filter=Q(questions__hidden_at=None, questions__current_version__isnull=False)
                & ~Q(questions__kind=Kind.TEXT_PAGE),
                distinct=True,
            )
        )
        .prefetch_related("segments")
        .order_by("position")
    )
    for stage in stages:
        stage.board = desk.board
    first_ahead = next((s for s in stages if not has_opened(s, desk.now)), None)
    counted = {each.key: each for each in figures.stages}
    return [
        _card(
            desk,
            stage,
            reach,
            counted[stage.key],
            work=work.get(stage.pk, ""),
            now_before=stage is first_ahead,
        )
        for stage in stages
    ]


def _card(
    desk: Desk,
    stage: Stage,
    reach: Reach,
    counted: StageFigures,
    *,
    work: str,
    now_before: bool,
) -> StageCard:
    status, tone = status_of(stage, desk.now)
    return StageCard(
        stage=stage,
        status=status,
        tone=tone,
        happenings=happenings_of(stage, desk.now),
        deeds=of_stage(desk, stage, reach),
        is_open=has_opened(stage, desk.now) and not has_closed(stage, desk.now),
        progress=_progress(desk, stage, reach.meant_for(stage), counted),
        work=work,
        now_before=now_before,
    )


def _progress(desk: Desk, stage: Stage, meant_for: int, counted: StageFigures) -> str:
    """An observer is not told: the numbers speak of answers that may be hidden from them."""
    if not has_opened(stage, desk.now) or not desk.member.reads_everything:
        return ngettext("for %(people)d person", "for %(people)d people", meant_for) % {
            "people": meant_for
        }
    return _("%(answered)d of %(people)d have answered something, %(finished)d have finished") % {
        "answered": counted.answered,
        "people": meant_for,
        "finished": counted.finished,
    }


def status_of(stage: Stage, now: datetime) -> tuple[str, str]:
    """What the stage is doing now in a few words, and the tone of its badge."""
    if has_opened(stage, now):
        if has_closed(stage, now):
            return _("Closed"), ""
        if is_past_due(stage, now):
            return _("Open, past due"), "accent"
        return pgettext("a stage", "Open"), "good"
    if is_overdue_for_release(stage, now) and stage.board.is_launched(now):
        return _("Not released, and its time has come"), "bad"
    if not stage.is_released:
        return _("Not released"), "warn"
    return (_("Released"), "accent") if stage.board.is_launched(now) else (_("Released"), "")


def happenings_of(stage: Stage, now: datetime) -> list[Happening]:
    due = _("Was due") if is_past_due(stage, now) else _("Due")
    happenings = [
        _opening(stage, now),
        Happening(due, stage.due_at, _("when the board ends")),
    ]
    if stage.closes_at:
        closes = _("Closed") if has_closed(stage, now) else _("Closes")
        happenings.append(Happening(closes, stage.closes_at))
    return happenings


def _opening(stage: Stage, now: datetime) -> Happening:
    if stage.opening == Opening.AFTER_PREVIOUS:
        return Happening(_("Opens"), None, _("for each person as they finish the stage before"))
    word = _("Opened") if has_opened(stage, now) else _("Opens")
    return Happening(word, stage.opens_at, _("when a facilitator opens it"))
