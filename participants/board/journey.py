"""Where a question stands among all that are shown to a person, and what is left to do."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from participants.gate.openness import open_stages
from participants.gate.questions import shown_questions
from participants.models import Participant, Reply
from sessions.enums import Kind


@dataclass(frozen=True, slots=True)
class Step:
    """One question on the way; `left` is how many answers it still wants from this person."""

    id: uuid.UUID
    stage: uuid.UUID
    number: int
    left: int


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


def journey_of(participant: Participant, question: uuid.UUID, now: datetime) -> Journey:
    """The questions shown to this person, in the guide's order. Two queries."""
    open_now = set(open_stages(participant, now).values_list("pk", flat=True))
    given = (
        Reply.objects.answers()
        .standing()
        .filter(participant=participant, question=OuterRef("pk"))
        .order_by()
        .values("question")
        .annotate(number=Count("pk"))
    )
    shown = (
        shown_questions(participant, now)
        .order_by("stage__position", "position")
        .annotate(given=Coalesce(Subquery(given.values("number")), 0))
        .values_list("pk", "stage_id", "kind", "required", "entries", "given")
    )
    steps: list[Step] = []
    for pk, stage, kind, required, entries, answered in shown:
        number = 1 + sum(step.stage == stage for step in steps)
        wanted = required and kind != Kind.TEXT_PAGE and stage in open_now
        steps.append(Step(pk, stage, number, max(0, entries - answered) if wanted else 0))
    at = next(index for index, step in enumerate(steps) if step.id == question)
    return Journey(tuple(steps), at)
