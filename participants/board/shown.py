"""A question as it exists for one person now, with what the gate says of it. One query."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    QuerySet,
    prefetch_related_objects,
)
from django.http import Http404

from bulletin.statements import Columns, Statement
from participants.authors import Author, in_a_group_of_its_set, lets_observers_read
from participants.gate.questions import opens_to_reading, within_reach
from participants.gate.reader import facts_of, reader_with
from participants.kinds import KINDS
from participants.models import Reading
from participants.web import Visit
from sessions.enums import Kind
from sessions.models import Pause, Question, QuestionVersion, Stage

_QUESTION = Columns(Question, but={"revealed_by", "hidden_by", "hidden_why", "first_posted_at"})
_STAGE = Columns(
    Stage,
    but={
        "introduction",
        "introduction_html",
        "opens",
        "due",
        "closes",
        "released_by",
    },
)
_WORDING = Columns(QuestionVersion, but={"published_at", "published_by", "first_answered_at"})


@dataclass(frozen=True, slots=True)
class Shown:
    """`is_opened` speaks of others' replies here; `was_served`, whether they ever were. `author`
    is whoever looks, as what they write here would be read."""

    question: Question
    is_opened: bool
    was_served: bool
    is_paused: bool
    author: Author


@Statement
def reached_question(
    reader: uuid.UUID, board: uuid.UUID, tester: bool, question: uuid.UUID, now: datetime
) -> QuerySet[Any, Any]:
    person = reader_with(reader, board, tester=tester)
    served = Reading.objects.filter(participant=reader, question=question, served_at__isnull=False)
    return (
        Question.objects.filter(pk__in=within_reach.ids(person, now), pk=question)
        .annotate(
            opened=ExpressionWrapper(opens_to_reading(person, now), BooleanField()),
            served=Exists(served),
            paused=Exists(Pause.objects.open(now=now).filter(board=board)),
            observed=ExpressionWrapper(lets_observers_read(reader, tester=tester), BooleanField()),
            grouped=ExpressionWrapper(in_a_group_of_its_set(reader), BooleanField()),
        )
        .values_list(
            "opened",
            "served",
            "paused",
            "observed",
            "grouped",
            *_QUESTION.of(),
            *_STAGE.of("stage__"),
            *_WORDING.of("current_version__"),
        )
    )


def shown_to(visit: Visit, question_id: uuid.UUID) -> Shown:
    """The question, where it exists for this person. Raises Http404 where it does not.

    A hidden one exists for those alone who wrote under it. The items that its form shows come
    along, in a query more, and what there is to look at, in one where there is.
    """
    opened, served, paused, observed, grouped, *values = _found(visit, question_id)
    question = _QUESTION.made(values[: _QUESTION.number])
    question.stage = _STAGE.made(values[_QUESTION.number : -_WORDING.number])
    question.stage.board = visit.board
    question.current_version = _WORDING.made(values[-_WORDING.number :])
    if looked_at := KINDS[Kind(question.kind)].asks_with:
        prefetch_related_objects([question.current_version], *looked_at)
    author = Author(visit.participant, is_observed=observed, has_group=grouped)
    return Shown(question, opened and question.hidden_at is None, served, paused, author)


def shown_after(visit: Visit, before: Shown) -> Shown:
    """The same question now that this person has answered it: others' replies may be open."""
    opened, served, paused, observed, grouped, *_question = _found(visit, before.question.pk)
    author = Author(visit.participant, is_observed=observed, has_group=grouped)
    is_opened = opened and before.question.hidden_at is None
    return Shown(before.question, is_opened, served, paused, author)


def _found(visit: Visit, question_id: uuid.UUID) -> tuple[Any, ...]:
    found = reached_question(**facts_of(visit.participant), question=question_id, now=visit.now)
    if not found:
        raise Http404
    return found[0]
