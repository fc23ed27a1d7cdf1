"""Which question is whose, for a whole board at once.

The gate asks this of one person (`participants.gate`); a grid asks it of everybody, so the
same rule is applied here to rows read in a constant number of queries. A test holds the two
together.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from participants.models import Membership, Participant, Reply
from sessions.models import Board, Question, StaffMember, Stage

Ids = frozenset[UUID]
_NONE: Ids = frozenset()


class Routing:
    """Four queries, and one more where there is a summary. With a member named, the segments that
    they are not told of count for nothing.

    Rows of the tables between are read, not the objects: prefetching makes a queryset for each
    question, which costs more than all the rest of the page.
    """

    def __init__(
        self, board: Board, questions: Sequence[Question], *, told_to: StaffMember | None = None
    ) -> None:
        self._board, self._questions = board, questions
        held = Membership.objects.current().filter(participant__board=board)
        told = held.told_to(told_to) if told_to else held
        self._held = _together(told.values_list("participant", "segment"))
        of_questions, of_stages = Question.segments.through, Stage.segments.through
        self._of_question = _between(of_questions, question__stage__board=board)
        self._of_stage = _between(of_stages, stage__board=board)
        self._sums_up = _between(Question.sums_up.through, question__stage__board=board)
        self._kept: dict[Ids, Ids] = {}

    def of(self, person: Participant) -> Ids:
        """The questions that their segments include them in, and, of summaries, those of whose
        stages they contributed to each that was theirs."""
        held = self._held.get(person.pk, _NONE)
        if held not in self._kept:
            self._kept[held] = frozenset(q.pk for q in self._questions if self._is_for(q, held))
        lacking = [each for each in self._sums_up if self._lacks_a_stage(person, each, held)]
        return self._kept[held].difference(lacking) if lacking else self._kept[held]

    def holds(self, person: Participant, segment: UUID) -> bool:
        return segment in self._held.get(person.pk, _NONE)

    def _is_for(self, question: Question, held: Ids) -> bool:
        return _includes(self._of_question.get(question.pk), held) and _includes(
            self._of_stage.get(question.stage_id), held
        )

    def _lacks_a_stage(self, person: Participant, summary: UUID, held: Ids) -> bool:
        return any(
            (person.pk, stage) not in self._contributed
            for stage in self._sums_up[summary]
            if _includes(self._of_stage.get(stage), held)
        )

    @cached_property
    def _contributed(self) -> set[tuple[UUID | None, UUID]]:
        answers = Reply.objects.answers().standing().filter(board=self._board)
        return set(answers.values_list("participant", "question__stage").distinct())


def _between(through: Any, **where: object) -> Mapping[UUID, Ids]:
    """The rows between two models: what stands in the second column, by what is in the first."""
    _id, first, second = (field.attname for field in through._meta.concrete_fields)
    return _together(through._default_manager.filter(**where).values_list(first, second))


def _together(pairs: "QuerySet[Any, tuple[UUID, UUID]]") -> Mapping[UUID, Ids]:
    groups: dict[UUID, set[UUID]] = defaultdict(set)
    for key, value in pairs:
        groups[key].add(value)
    return {key: frozenset(values) for key, values in groups.items()}


def _includes(wanted: Ids | None, held: Ids) -> bool:
    """No wish at all is for everybody."""
    return not wanted or not wanted.isdisjoint(held)
