"""Each set of a board with its values: who holds them, and what is for whom."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.web import Desk
from participants.models import Membership, Participant
from sessions.models import Question, QuestionItem, Segment, SegmentSet, Stage


@dataclass(frozen=True)
class Use:
    """What a value or set is used for; without an address for who cannot go there."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class ValueLine:
    segment: Segment
    people: int
    uses: list[Use]


@dataclass(frozen=True)
class SetCard:
    segment_set: SegmentSet
    lines: list[ValueLine]
    uses: list[Use]
    is_asked: bool
    """Whether answers lead into it."""


def cards_for(desk: Desk) -> list[SetCard]:
    """In a constant number of queries; of questions only for who reads them."""
    sets = desk.board.segment_sets.prefetch_related("segments")
    people, uses = _people(desk), defaultdict(list)
    for segment, use in _of_values(desk):
        uses[segment].append(use)
    limits, led = _limits(desk), set(_led(desk))
    return [
        SetCard(
            each,
            [ValueLine(one, people.get(one.pk, 0), uses[one.pk]) for one in each.segments.all()],
            limits.get(each.pk, []),
            is_asked=any(one.pk in led for one in each.segments.all()),
        )
        for each in sets
    ]


def _people(desk: Desk) -> Mapping[UUID, int]:
    """How many of those whom figures speak of hold each now."""
    counted = Participant.objects.counted().filter(
        board=desk.board, erased_at=None, withdrawn_at=None
    )
    held = Membership.objects.current().filter(participant__in=counted).told_to(desk.member)
    rows = held.order_by().values("segment").annotate(number=Count("pk"))
    return dict(rows.values_list("segment", "number"))


def _of_values(desk: Desk) -> Iterator[tuple[UUID, Use]]:
    for stage in desk.board.stages.order_by("position").prefetch_related("segments"):
        for segment in stage.segments.all():
            yield segment.pk, Use(_("Stage “%s”") % stage.title, _to_stage(desk, stage))
    if not desk.member.reads_everything:
        return
    questions = _questions(desk).prefetch_related("segments")
    for question in questions.filter(segments__isnull=False).distinct():
        for segment in question.segments.all():
            yield segment.pk, Use(_("Asked: %s") % _called(question), _to_question(desk, question))
    items = QuestionItem.objects.filter(version__in=_questions(desk).values("current_version"))
    led = items.filter(routes_to__isnull=False).select_related("version__question")
    for item in led.order_by("version__question__stage__position", "version__question__position"):
        words = _("“%(option)s” under: %(question)s") % {
            "option": item.text,
            "question": item.version.prompt,
        }
        assert item.routes_to_id is not None
        yield item.routes_to_id, Use(words, _to_question(desk, item.version.question))


def _limits(desk: Desk) -> Mapping[UUID | None, list[Use]]:
    """By set, the questions whose replies are read only within one's own value of it."""
    limits: dict[UUID | None, list[Use]] = defaultdict(list)
    if desk.member.reads_everything:
        for question in _questions(desk).filter(within_set__isnull=False):
            use = Use(_called(question), _to_question(desk, question))
            limits[question.within_set_id].append(use)
    return limits


def _led(desk: Desk) -> Any:
    items = QuestionItem.objects.filter(version__in=_questions(desk).values("current_version"))
    return items.filter(routes_to__isnull=False).values_list("routes_to", flat=True)


def _questions(desk: Desk) -> Any:
    asked = Question.objects.in_guide().filter(stage__board=desk.board)
    return asked.select_related("current_version").order_by("stage__position", "position")


def _called(question: Question) -> str:
    return question.wording.prompt if question.current_version else question.key


def _to_stage(desk: Desk, stage: Stage) -> str:
    if not desk.member.is_facilitator:
        return ""
    return reverse("desk_guide_stage_rules", args=[desk.board.slug, stage.pk])


def _to_question(desk: Desk, question: Question) -> str:
    return f"{reverse('desk_guide', args=[desk.board.slug])}#question-{question.pk}"
