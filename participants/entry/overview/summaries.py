"""Summaries that are not this person's yet, and where they could earn them (rule 2)."""

import uuid
from datetime import datetime

from django.db.models import Exists, OuterRef

from participants.gate.openness import (
    contributed_to,
    open_stages,
    opened_stages,
    segments_include,
)
from participants.models import Participant
from sessions.models import Question, Stage


def stages_lacking(participant: Participant, now: datetime) -> dict[uuid.UUID, list[Stage]]:
    """By stage with a summary: the first stage that this person lacks for each such summary.

    A summary that sums up a stage closed to them, unanswered, is never theirs and is not
    mentioned. One query.
    """
    sums_up = Question.sums_up.through._default_manager
    mine = segments_include(participant, Stage.segments.through, owner="stage", outer="stage")
    lacking = sums_up.filter(mine).exclude(contributed_to(participant, stage="stage"))
    out_of_reach = lacking.filter(question=OuterRef("question")).exclude(
        stage__in=open_stages(participant, now).values("pk")
    )
    rows = (
        lacking.exclude(Exists(out_of_reach))
        .filter(
            segments_include(
                participant, Question.segments.through, owner="question", outer="question"
            ),
            question__hidden_at=None,
            question__current_version__isnull=False,
            question__stage__in=opened_stages(participant, now).values("pk"),
        )
        .select_related("question", "stage")
        .order_by("question__position", "stage__position")
    )
    first: dict[uuid.UUID, tuple[uuid.UUID, Stage]] = {}
    for row in rows:
        first.setdefault(row.question_id, (row.question.stage_id, row.stage))
    leads: dict[uuid.UUID, list[Stage]] = {}
    for held_by, stage in first.values():
        if stage not in leads.setdefault(held_by, []):
            leads[held_by].append(stage)
    return leads
