"""Summaries that are not this person's yet, and where they could earn them (rule 2)."""

import uuid
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from bulletin.statements import Columns, Statement
from participants.gate.openness import (
    contributed_to,
    open_stages,
    opened_stages,
    segments_include,
)
from participants.gate.reader import facts_of, reader_with
from participants.models import Participant
from sessions.models import Question, Stage

_STAGE = Columns(Stage)


def stages_lacking(participant: Participant, now: datetime) -> dict[uuid.UUID, list[Stage]]:
    """By stage with a summary: the first stage that this person lacks for each such summary.

    A summary that sums up a stage closed to them, unanswered, is never theirs and is not
    mentioned. One query.
    """
    first: dict[uuid.UUID, tuple[uuid.UUID, Stage]] = {}
    for question, held_by, *values in summed_up_lacking(**facts_of(participant), now=now):
        first.setdefault(question, (held_by, _STAGE.made(values)))
    leads: dict[uuid.UUID, list[Stage]] = {}
    for held_by, stage in first.values():
        if stage not in leads.setdefault(held_by, []):
            leads[held_by].append(stage)
    return leads


@Statement
def summed_up_lacking(
    reader: uuid.UUID, board: uuid.UUID, tester: bool, now: datetime
) -> QuerySet[Any, Any]:
    """Each stage summed up by a summary that could still be this person's, in order."""
    person = reader_with(reader, board, tester=tester)
    sums_up = Question.sums_up.through._default_manager
    mine = segments_include(person, Stage.segments.through, owner="stage", outer="stage")
    lacking = sums_up.filter(mine).exclude(contributed_to(person, stage="stage"))
    out_of_reach = lacking.filter(question=OuterRef("question")).exclude(
        stage__in=open_stages.ids(person, now)
    )
    return (
        lacking.exclude(Exists(out_of_reach))
        .filter(
            segments_include(person, Question.segments.through, owner="question", outer="question"),
            question__hidden_at=None,
            question__current_version__isnull=False,
            question__stage__in=opened_stages.ids(person, now),
        )
        .order_by("question__position", "stage__position")
        .values_list("question_id", "question__stage_id", *_STAGE.of("stage__"))
    )
