"""The guide as an index of what was said: stages, their questions, and how much stands there."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from moderation.desk.unread import new_by
from moderation.desk.waiting import unanswered_probes
from moderation.web import Desk
from participants.enums import ReplyKind
from participants.models import Reply
from sessions.enums import Reveal
from sessions.models import Question, Stage
from sessions.rules import may_be_revealed


@dataclass(frozen=True)
class Counts:
    """What this desk may read under one question."""

    answers: int = 0
    comments: int = 0
    held: int = 0
    unanswered_probes: int = 0
    new: int = 0
    """To whoever sits at this desk."""


@dataclass(frozen=True)
class QuestionLine:
    question: Question
    number: int
    counts: Counts
    is_closed_to_desk: bool
    may_be_revealed: bool


@dataclass(frozen=True)
class StageLine:
    stage: Stage
    questions: list[QuestionLine]

    @property
    def new(self) -> int:
        return sum(line.counts.new for line in self.questions)


def index_for(desk: Desk) -> list[StageLine]:
    """Three queries, however long the guide is."""
    counts = _counts(desk)
    by_stage: dict[Stage, list[QuestionLine]] = defaultdict(list)
    for question in published_questions(desk):
        lines = by_stage[question.stage]
        lines.append(
            QuestionLine(
                question=question,
                number=len(lines) + 1,
                counts=counts.get(question.pk, Counts()),
                is_closed_to_desk=is_closed_to(desk, question),
                may_be_revealed=desk.member.is_facilitator and may_be_revealed(question),
            )
        )
    return [StageLine(stage, lines) for stage, lines in by_stage.items()]


def published_questions(desk: Desk) -> QuerySet[Question]:
    """In the guide's order; text pages, which nobody answers, are not among them."""
    return (
        Question.objects.answerable()
        .filter(stage__board=desk.board, current_version__isnull=False)
        .select_related("stage", "current_version")
        .order_by("stage__position", "position")
    )


def is_closed_to(desk: Desk, question: Question) -> bool:
    """Observers read no answer to a NEVER question (rule 9)."""
    return desk.member.is_observer and question.reveal == Reveal.NEVER


def _counts(desk: Desk) -> dict[UUID, Counts]:
    readable = Reply.objects.for_staff(desk.member).filter(board=desk.board)
    unanswered = unanswered_probes(desk.member).order_by().values("pk")
    said = (
        readable.order_by()
        .values("question")
        .annotate(
            answers=Count("pk", filter=Q(kind=ReplyKind.ANSWER)),
            comments=Count("pk", filter=~Q(kind=ReplyKind.ANSWER)),
            held=Count("pk", filter=Q(held_at__isnull=False)),
            unanswered_probes=Count("pk", filter=Q(pk__in=unanswered)),
        )
    )
    new = new_by(desk, "question")
    rows = said.values_list("question", "answers", "comments", "held", "unanswered_probes")
    return {
        question: Counts(answers, comments, held, waiting, new.get(question, 0))
        for question, answers, comments, held, waiting in rows
    }


def neighbours_of(desk: Desk, question: Question) -> tuple[Question | None, Question | None]:
    """The questions before and after this one in the guide."""
    questions = list(published_questions(desk))
    place = questions.index(question)
    return (
        questions[place - 1] if place else None,
        questions[place + 1] if place + 1 < len(questions) else None,
    )
