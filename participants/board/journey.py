"""Where a question stands among all that are shown to a person, and what is left to do."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, QuerySet
from django.http import Http404

from bulletin.statements import Statement
from participants.days import Openings, days_between
from participants.gate.given import again_by, given_by
from participants.gate.openness import takes_answers
from participants.gate.questions import shown_questions
from participants.gate.reader import facts_of, reader_with
from participants.models import Participant, Skip
from sessions.enums import Kind
from sessions.models import Question, Stage


@dataclass(frozen=True, slots=True)
class Step:
    """One question on the way; `left` is how many answers it still wants from this person, and
    `again` how many of those they gave are asked for again. Its `number` counts the questions of
    its stage up to here; text pages have none of their own."""

    id: uuid.UUID
    stage: uuid.UUID
    number: int
    takes_answer: bool
    left: int = 0
    again: int = 0
    may_say_more: bool = False
    is_passed: bool = False

    @property
    def lacks(self) -> bool:
        return self.left > self.again


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
        """How many questions this stage shows, text pages apart."""
        return sum(step.stage == self.here.stage and step.takes_answer for step in self.steps)

    @property
    def left(self) -> int:
        """How many answers are still wanted, this question's among them."""
        return sum(step.left for step in self.steps)

    @property
    def onwards(self) -> list[uuid.UUID]:
        """The questions behind this one, in which one reads on: what was read is not written
        down, so that going back to it would lead round in a circle."""
        return [step.id for step in self.steps[self.at + 1 :]]


@Statement
def shown_steps(
    reader: uuid.UUID, board: uuid.UUID, tester: bool, now: datetime
) -> QuerySet[Any, Any]:
    person = reader_with(reader, board, tester=tester)
    is_open = takes_answers(person, now, stage="stage")
    skips = Skip.objects.filter(participant=reader, question=OuterRef("pk"))
    return (
        Question.objects.filter(pk__in=shown_questions.ids(person, now))
        .order_by("stage__position", "position")
        .annotate(
            given=given_by(reader),
            again=again_by(reader),
            is_open=ExpressionWrapper(is_open, BooleanField()),
            skipped=Exists(skips),
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
            "skipped",
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
    for pk, stage, kind, required, entries, given, again, is_open, skipped, every, *opens in shown:
        takes_answer = kind != Kind.TEXT_PAGE
        before = steps[-1].number if steps and steps[-1].stage == stage else 0
        number = before + takes_answer
        if not (is_open and takes_answer):
            steps.append(Step(pk, stage, number, takes_answer))
            continue
        if every:
            entries = _come(participant, Question(entries=entries), stage, opens, now)
        left = max(0, entries - given + again)
        more = bool(left) and not required and not skipped
        owed, passed = left if required else 0, bool(given or skipped)
        steps.append(Step(pk, stage, number, True, owed, again, more, passed))
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
