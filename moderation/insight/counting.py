"""The answers to closed questions counted through the gate for staff, in the database."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, FilteredRelation, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Cast

from participants.kinds.charts import Given, Tally
from participants.models import Reply
from participants.models.reply import ReplyQuerySet
from sessions.models import Question, SegmentSet, StaffMember


@dataclass(frozen=True, slots=True)
class Counted:
    """What people's answers to one question come to. An answer is one entry of a diary.

    `givers` gave each value; known only where segments are compared for an observer.
    """

    people: int
    tally: Tally
    givers: Mapping[Given, frozenset[UUID]] = field(default_factory=dict)


_VALUE = ("item__key", "number", "text", "column__key")
NOBODY = Counted(0, Tally(0, {}))

# By question and, where people are compared, by segment: None for those who have none.
_Of = tuple[UUID, UUID | None]
Counts = dict[_Of, Counted]


def counted_replies(member: StaffMember) -> ReplyQuerySet:
    """What counts of all that this member may read: no tester's, nothing rejected."""
    return Reply.objects.for_staff(member).counted_on(member.board_id).standing()


def who_wrote(member: StaffMember) -> int:
    """People of whom this member may read anything. One query."""
    people = counted_replies(member).filter(participant__isnull=False).order_by()
    return people.values("participant").distinct().count()


def count_answers(
    member: StaffMember, questions: Sequence[Question], by: SegmentSet | None = None
) -> Counts:
    """Two queries, however many questions, people and segments there are.

    A withdrawn answer has no values left and is not counted. By a set that allows several
    values a person counts with each of theirs.
    """
    answers = _with_segment(
        counted_replies(member)
        .answers()
        .filter(question__in=questions, withdrawn_at=None)
        .order_by(),
        by,
    )
    is_named = by is not None and not member.reads_everything
    given, givers = _given(answers, is_named=is_named)
    rows = answers.values_list("question", "segment").annotate(
        Count("pk"), Count("participant", distinct=True)
    )
    return {
        (question, segment): Counted(
            people, Tally(number, given[question, segment]), givers[question, segment]
        )
        for question, segment, number, people in rows
    }


def _given(
    answers: QuerySet[Any, Any], *, is_named: bool
) -> tuple[dict[_Of, Counter[Given]], dict[_Of, dict[Given, frozenset[UUID]]]]:
    """How often each value was given, and by whom where that is asked; items by key: an older
    wording counts with a newer."""
    people = {"people": ArrayAgg("participant", distinct=True)} if is_named else {}
    rows = (
        answers.filter(current_version__values__isnull=False)
        .values_list("question", "segment", *(f"current_version__values__{one}" for one in _VALUE))
        .annotate(times=Count("pk"), **people)
    )
    given: dict[_Of, Counter[Given]] = defaultdict(Counter)
    givers: dict[_Of, dict[Given, frozenset[UUID]]] = defaultdict(dict)
    for question, segment, key, number, text, column, times, *whose in rows:
        value = Given(key or "", number, text, column or "")
        given[question, segment][value] += times
        if whose:
            givers[question, segment][value] = frozenset(whose[0])
    return given, givers


def _with_segment(answers: QuerySet[Reply], by: SegmentSet | None) -> QuerySet[Any, Any]:
    """Each with the `segment` of its author in the set, as it is now; else with none."""
    if by is None:
        nobodys: QuerySet[Any, Any] = answers.annotate(segment=Cast(Value(None), UUIDField()))
        return nobodys
    in_set = Q(participant__memberships__segment_set=by, participant__memberships__ended_at=None)
    held = FilteredRelation("participant__memberships", condition=in_set)
    theirs: QuerySet[Any, Any] = answers.annotate(held=held, segment=F("held__segment"))
    return theirs
