"""The guide as its authors have it before them: every stage, and its questions."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from uuid import UUID

from django.utils.translation import gettext as _

from bulletin.text.moments import day_and_time
from moderation.desk.stages import status_of
from moderation.studio.cards import QuestionCard, card_of
from moderation.studio.finding import questions_in_order
from moderation.studio.forms.base import QuestionForm
from moderation.studio.forms.stages import StageForm
from moderation.web import Desk
from sessions.enums import Opening
from sessions.models import Question, Stage
from sessions.rules import has_opened
from sessions.studio.rules import may_swap
from sessions.studio.surroundings import Surroundings


@dataclass(frozen=True)
class StageSection:
    stage: Stage
    status: str
    tone: str
    form: StageForm
    rules: list[str] = field(default_factory=list)
    """How it opens, its dates, its order and for whom it is, in a few words each."""
    cards: list[QuestionCard] = field(default_factory=list)
    may_go_up: bool = False
    may_go_down: bool = False
    may_be_removed: bool = False


@dataclass(frozen=True)
class Opened:
    """The one question that is open: its form, with what was typed and what is wrong with it."""

    question: UUID
    form: QuestionForm


def sections_for(
    desk: Desk, around: Surroundings, opened: Opened | None = None
) -> list[StageSection]:
    """The whole guide in four queries, however long it is; one more where a stage is empty."""
    sections = {stage.pk: _section(desk, stage) for stage in around.stages}
    for question in questions_in_order(desk):
        section = sections[question.stage_id]
        question.stage = section.stage
        form = opened.form if opened and opened.question == question.pk else None
        section.cards.append(card_of(desk, question, len(section.cards) + 1, around, form))
    return _with_what_may_be_done(desk, list(sections.values()))


def _with_what_may_be_done(desk: Desk, sections: list[StageSection]) -> list[StageSection]:
    """What would be refused is not offered."""
    swaps = [
        may_swap(
            earlier.stage,
            later.stage,
            behind.stage if behind else None,
            desk.now,
            is_summed_up=_sums_up(later, earlier),
        )
        for earlier, later, behind in zip(
            sections, sections[1:], [*sections[2:], None], strict=False
        )
    ]
    empty = [each.stage for each in sections if not each.cards]
    summed_up = _summed_up(empty) if empty else set()
    followers = [*sections[1:], None]
    return [
        replace(
            section,
            may_go_up=up,
            may_go_down=down,
            may_be_removed=not section.cards
            and not has_opened(section.stage, desk.now)
            and section.stage.pk not in summed_up
            and not (behind and behind.stage.opening == Opening.AFTER_PREVIOUS),
        )
        for section, up, down, behind in zip(
            sections, [False, *swaps], [*swaps, False], followers, strict=True
        )
    ]


def _sums_up(later: StageSection, earlier: StageSection) -> bool:
    return any(
        stage.pk == earlier.stage.pk
        for card in later.cards
        for stage in card.question.sums_up.all()
    )


def _summed_up(stages: list[Stage]) -> set[UUID]:
    """By a question of the guide, or by one that can be put back."""
    through = Question.sums_up.through._default_manager.filter(stage__in=stages)
    return set(through.values_list("stage", flat=True))


def _section(desk: Desk, stage: Stage) -> StageSection:
    stage.board = desk.board
    return StageSection(
        stage,
        *status_of(stage, desk.now),
        form=StageForm(stage=stage),
        rules=list(_rules_of(stage, desk.zone)),
    )


def _rules_of(stage: Stage, zone: tzinfo) -> Iterator[str]:
    dates = (
        (stage.opens_at, _("Opens %(when)s")),
        (stage.due_at, _("Due %(when)s")),
        (stage.closes_at, _("Closes %(when)s")),
    )
    if stage.opens_at is None:
        yield str(Opening(stage.opening).label)
    for instant, words in dates:
        if instant:
            yield words % {"when": day_and_time(instant, zone)}
    if stage.in_order:
        yield _("One question after the other")
    if named := [f"{one.segment_set.key}: {one.value}" for one in stage.segments.all()]:
        yield _("For %(segments)s") % {"segments": ", ".join(named)}
