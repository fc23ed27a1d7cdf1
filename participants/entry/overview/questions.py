"""The questions that one participant may see, with what they have done at each."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import strip_tags
from django.utils.text import Truncator

from participants.enums import ReplyKind
from participants.gate.questions import shown_questions
from participants.kinds import KINDS as ANSWERING_KINDS
from participants.models import Draft, Participant, Reply
from sessions.enums import Kind
from sessions.kinds import KINDS
from sessions.models import Question

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Done(TypedDict):
        given: int
        has_draft: bool

    AnnotatedQuestion = WithAnnotations[Question, _Done]

_MOST_WORDS = 24
_ONLY_COUNTED = [kind.value for kind, kept in ANSWERING_KINDS.items() if kept.is_closed]


@dataclass(frozen=True, slots=True)
class ToRead:
    """Others' replies that this person may read under one question, and how many are news."""

    readable: int = 0
    new: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One question on the board page. `left` counts the entries that are left to do now."""

    question: Question
    takes_answer: bool
    given: int
    has_draft: bool
    left: int
    minutes: float
    to_read: ToRead

    @property
    def prompt(self) -> str:
        """The question in one plain line."""
        words = unescape(strip_tags(self.question.wording.prompt_html))
        return Truncator(" ".join(words.split())).words(_MOST_WORDS)

    @property
    def is_answered(self) -> bool:
        return self.given >= self.question.entries

    @property
    def has_begun(self) -> bool:
        """Some entries of a diary are there, and more are wanted."""
        return 0 < self.given < self.question.entries


def lines_of(
    participant: Participant, now: datetime, *, since: datetime | None, open_now: set[uuid.UUID]
) -> dict[uuid.UUID, list[Line]]:
    """The lines of each stage by its id, in the guide's order. Three queries.

    What is required in the stages `open_now` and not fully answered is left to do.
    """
    to_read = to_read_of(participant, now, since=since)
    lines: dict[uuid.UUID, list[Line]] = {}
    for question in _questions(participant, now):
        kind = KINDS[Kind(question.kind)]
        left = question.entries - question.given if question.stage_id in open_now else 0
        line = Line(
            question=question,
            takes_answer=kind.takes_answer,
            given=question.given,
            has_draft=question.has_draft,
            left=max(0, left) if question.required and kind.takes_answer else 0,
            minutes=kind.minutes(question.wording),
            to_read=to_read.get(question.pk, ToRead()),
        )
        lines.setdefault(question.stage_id, []).append(line)
    return lines


def to_read_of(
    participant: Participant, now: datetime, *, since: datetime | None
) -> dict[uuid.UUID, ToRead]:
    """What others wrote, by question, through the gate alone; news is what came after `since`.

    Answers to closed questions are not counted: they are read as a distribution, or not yet.
    """
    fresh = Q(posted_at__gt=since) if since else Q(pk__in=[])
    rows = (
        Reply.objects.visible_to(participant, now=now)
        .exclude(participant=participant)
        .exclude(kind=ReplyKind.ANSWER, question__kind__in=_ONLY_COUNTED)
        .values_list("question")
        .annotate(readable=Count("pk"), new=Count("pk", filter=fresh))
        .order_by()
    )
    return {question: ToRead(readable, new) for question, readable, new in rows}


def _questions(participant: Participant, now: datetime) -> "list[AnnotatedQuestion]":
    own_answers = (
        Reply.objects.answers()
        .standing()
        .filter(participant=participant, question=OuterRef("pk"))
        .order_by()
        .values("question")
        .annotate(number=Count("pk"))
    )
    drafts = Draft.objects.filter(participant=participant, question=OuterRef("pk"), parent=None)
    questions = (
        Question.objects.with_wording()
        .filter(pk__in=shown_questions(participant, now).values("pk"))
        .annotate(
            given=Coalesce(Subquery(own_answers.values("number")), 0), has_draft=Exists(drafts)
        )
        .order_by("stage__position", "position")
    )
    return cast("list[AnnotatedQuestion]", list(questions))
