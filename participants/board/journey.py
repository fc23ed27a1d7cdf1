"""Where a question stands among all that are shown to a person, and what is left to do."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, QuerySet
from django.http import Http404

from bulletin.statements import Statement
from participants.days import Openings, days_between
from participants.gate.given import again_by, given_by
from participants.gate.openness import takes_answers
from participants.gate.questions import shown_questions
from participants.gate.reader import facts_of, reader_with
from participants.models import Participant
from sessions.enums import Kind
from sessions.models import Question, Stage


@dataclass(frozen=True, slots=True)
class Step:
    """One question on the way; `left` is how many answers it still wants from this person."""

    id: uuid.UUID
    stage: uuid.UUID
    number: int
    left: int
    takes_answer: bool


@dataclass(frozen=True, slots=True)
class Journey:
    steps: tuple[Step, ...]
    at: int

    @property
    def here(self) -> Step:
        return self.steps[self.at]

    @property
    def previous(self) -> Step | None:
        return self.steps[self.at - 1] if self.at else None

    @property
    def next(self) -> Step | None:
        return self.steps[self.at + 1] if self.at + 1 < len(self.steps) else None

    @property
    def in_stage(self) -> int:
        """How many questions this stage shows."""
        return sum(step.stage == self.here.stage for step in self.steps)

    @property
    def left(self) -> int:
        """How many answers are still wanted, this question's among them."""
        return sum(step.left for step in self.steps)

    @property
    def next_left(self) -> Step | None:
        """The nearest other question that wants an answer: onwards first, then from the start."""
        onwards = self.steps[self.at + 1 :] + self.steps[: self.at]
        return next((step for step in onwards if step.left), None)


@Statement
def shown_steps(
    reader: uuid.UUID, board: uuid.UUID, tester: bool, now: datetime
) -> QuerySet[Any, Any]:
    person = reader_with(reader, board, tester=tester)
    is_open = takes_answers(person, now, stage="stage")
    return (
        Question.objects.filter(pk__in=shown_questions.ids(person, now))
        .order_by("stage__position", "position")
        .annotate(
            given=given_by(reader),
            again=again_by(reader),
            is_open=ExpressionWrapper(is_open, BooleanField()),
        )
        .values_list(
            "pk",
            "stage_id",
            "kind",
            "required",
            "entries",
            "given",
            "again",
            "is_open",
            "every",
            "stage__position",
            "stage__opening",
            "stage__opens_at",
            "stage__released_at",
        )
    )


def steps_of(participant: Participant, now: datetime) -> tuple[Step, ...]:
    """The questions shown to this person, in the guide's order. One query."""
    steps: list[Step] = []
    shown = shown_steps(**facts_of(participant), now=now)
    for pk, stage, kind, required, entries, given, again, is_open, every, *opens in shown:
        number = steps[-1].number + 1 if steps and steps[-1].stage == stage else 1
        takes_answer = kind != Kind.TEXT_PAGE
        wanted = required and is_open and takes_answer
        if every and wanted:
            entries = _come(participant, Question(entries=entries), stage, opens, now)
        left = max(0, entries - given + again) if wanted else 0
        steps.append(Step(pk, stage, number, left, takes_answer))
    return tuple(steps)


def _come(
    participant: Participant, diary: Question, stage: uuid.UUID, opens: list[Any], now: datetime
) -> int:
    """How many entries of a daily diary have come; no query unless its stage opens by progress."""
    position, opening, opens_at, released_at = opens
    diary.stage = Stage(
        pk=stage,
        board=participant.board,
        position=position,
        opening=opening,
        opens_at=opens_at,
        released_at=released_at,
    )
    openings = Openings([participant.pk], [diary.stage])
    days = days_between(diary, openings.of(participant.pk, diary.stage), now)
    return days.come if days else 0


def journey_of(participant: Participant, question: uuid.UUID, now: datetime) -> Journey:
    """Where this question stands on this person's way.

    Raises Http404 where it is not shown to them: they may have withdrawn in another window.
    """
    steps = steps_of(participant, now)
    for at, step in enumerate(steps):
        if step.id == question:
            return Journey(steps, at)
    raise Http404
