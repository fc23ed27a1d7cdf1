"""How much of each stage everybody has answered and has left: counts, whatever the grid shows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from moderation.desk.diaries import Diaries
from moderation.desk.openness import Openness
from moderation.desk.routing import Routing
from moderation.web import Desk
from participants.enums import ReplyKind
from participants.models import Participant, Reply
from sessions.models import Question


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of somebody's questions they answered, and how many required ones they can still
    answer. A diary with entries left by now, and what is asked again, counts in both."""

    answered: int = 0
    theirs: int = 0
    left: int = 0


def total(tallies: Iterable[Tally]) -> Tally:
    answered = theirs = left = 0
    for tally in tallies:
        answered += tally.answered
        theirs += tally.theirs
        left += tally.left
    return Tally(answered, theirs, left)


class _Stage(NamedTuple):
    all: frozenset[UUID]
    required: frozenset[UUID]


class _Given(NamedTuple):
    """Sets of the questions' own ids, which are slow to hash and to compare: sets keep the hashes,
    and what is the same object need not be compared. All that is answered, and all but diaries
    with entries left and what is asked again."""

    answered: frozenset[UUID] = frozenset()
    finished: frozenset[UUID] = frozenset()


_NOTHING = _Given()


class Tallies:
    """One query; who is asked what is the `routing`'s, and what still takes answers the
    `openness`'s to say."""

    def __init__(
        self, desk: Desk, questions: Sequence[Question], routing: Routing, openness: Openness
    ) -> None:
        self._stages = _by_stage(questions)
        self._routing, self._openness = routing, openness
        self._given = _given(desk, questions) if questions else {}

    def has_written(self, person: Participant) -> bool:
        """Whether anything of theirs, a comment too, stands on the board."""
        return person.pk in self._given

    def of(self, person: Participant) -> dict[UUID, Tally]:
        """By stage, in the guide's order."""
        given, theirs = self._given.get(person.pk, _NOTHING), self._routing.of(person)
        return {
            stage: Tally(
                answered=len(of_stage.all & given.answered),
                theirs=len(of_stage.all & (theirs | given.answered)),
                left=len((of_stage.required & theirs) - given.finished)
                if self._openness.takes_answers_of(person, stage)
                else 0,
            )
            for stage, of_stage in self._stages.items()
        }


def _by_stage(questions: Iterable[Question]) -> dict[UUID, _Stage]:
    stages: dict[UUID, list[Question]] = defaultdict(list)
    for question in questions:
        stages[question.stage_id].append(question)
    return {
        stage: _Stage(
            frozenset(question.pk for question in some),
            frozenset(question.pk for question in some if question.required),
        )
        for stage, some in stages.items()
    }


def _given(desk: Desk, questions: Iterable[Question]) -> dict[UUID, _Given]:
    """What each person gave who wrote anything; who only commented gave no answer."""
    said = (
        Reply.objects.for_staff(desk.member)
        .filter(board=desk.board, participant__isnull=False)
        .standing()
        .order_by()
        .values("participant")
        .annotate(questions=ArrayAgg("question", filter=Q(kind=ReplyKind.ANSWER)))
    )
    rows = list(said.values_list("participant", "questions"))
    diaries = Diaries(questions, [person for person, _answers in rows], desk.now)
    ids = {question.pk: question.pk for question in questions}
    again = _asked_again(desk, questions)
    return {
        person: _in_sets(
            [ids.get(each, each) for each in answers or []],
            diaries.wanted_of(person),
            again.get(person, frozenset()),
        )
        for person, answers in rows
    }


def _asked_again(desk: Desk, questions: Iterable[Question]) -> dict[UUID | None, frozenset[UUID]]:
    """What each person is asked again; no query where nothing is."""
    reworded = [question.pk for question in questions if question.asked_again_from is not None]
    if not reworded:
        return {}
    rows = Reply.objects.for_staff(desk.member).asked_again().filter(question__in=reworded)
    again: dict[UUID | None, set[UUID]] = defaultdict(set)
    for person, question in rows.values_list("participant", "question"):
        again[person].add(question)
    return {person: frozenset(some) for person, some in again.items()}


def _in_sets(answers: list[UUID], diaries: Mapping[UUID, int], again: frozenset[UUID]) -> _Given:
    """`answers` names a question once for each entry."""
    answered = frozenset(answers)
    begun = {each for each, entries in diaries.items() if 0 < answers.count(each) < entries}
    return _Given(answered, answered - begun - again)
