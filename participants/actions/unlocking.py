"""Facts of who has come to read what: what one could once read is not locked again (rule 2)."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bulletin.statements import Statement
from participants.days import Openings
from participants.enums import ReplyKind
from participants.gate.openness import (
    contributed_to,
    segments_include,
    unanswered_required,
)
from participants.gate.questions import revealed_questions
from participants.gate.reader import facts_of, reader_with
from participants.models import Participant, Reading, StageFinish
from sessions.models import Board, Question, SegmentSet, Stage


def note_finish(participant: Participant, question: Question, said: datetime) -> None:
    """Where nothing required of the question's stage is left, that is a fact from now on.

    Of what was said on another channel the moment it was said counts (rule 16), so it is finished
    as the last of what it requires was said; a stage that asks nothing of this person, as it
    opened to them, which is when what follows it did.
    """
    stage = question.stage
    ((owes, last),) = done_in(reader=participant.pk, stage=stage.pk)
    if owes:
        return
    moments = [last, said if question.required else None]
    finished_at = max(filter(None, moments), default=None)
    if finished_at is None:
        finished_at = Openings([participant.pk], [stage]).of(participant.pk, stage) or said
    StageFinish.objects.bulk_create(
        [StageFinish(participant=participant, stage=stage, finished_at=finished_at)],
        ignore_conflicts=True,
    )


def note_what_is_finished(participant: Participant, *, now: datetime) -> None:
    """Where they have answered something and nothing required is left, since they are asked for
    less than before, that is a fact from now on."""
    finished = Stage.objects.filter(
        segments_include(participant, Stage.segments.through, owner="stage"),
        contributed_to(participant, stage="pk"),
        ~Exists(unanswered_required(participant).filter(stage=OuterRef("pk"))),
        board=participant.board_id,
    )
    StageFinish.objects.bulk_create(
        [StageFinish(participant=participant, stage=stage, finished_at=now) for stage in finished],
        ignore_conflicts=True,
    )


@Statement
def done_in(reader: uuid.UUID, stage: uuid.UUID) -> QuerySet[Any, Any]:
    """Whether this person owes something there, and when they first answered the last question
    that it requires."""
    owed = unanswered_required(Participant(pk=reader)).filter(stage=OuterRef("pk"))
    answered = (
        Question.objects.filter(
            stage=OuterRef("pk"),
            required=True,
            hidden_at=None,
            replies__participant=reader,
            replies__kind=ReplyKind.ANSWER,
            replies__rejected_at=None,
        )
        .annotate(first=Min("replies__said_at"))
        .order_by("-first")
        .values("first")
    )
    return Stage.objects.filter(pk=stage).values_list(Exists(owed), Subquery(answered[:1]))


def remember_what_is_open(
    participant: Participant, *, now: datetime, within: Q | None = None
) -> int:
    """Every question whose replies this person can read now stays open to them.

    `within` limits the questions. The first moment is kept; a second call changes nothing.
    All calls go in one order, so that two never wait for each other. Returns how many opened.
    """
    facts = facts_of(participant)
    if within is None:
        fresh = [question for (question,) in newly_open(**facts, now=now)]
    else:
        fresh = list(_newly_open(**facts, now=now).filter(within).values_list("pk", flat=True))
    if fresh:
        Reading.objects.bulk_create(
            [Reading(participant=participant, question_id=question) for question in fresh],
            ignore_conflicts=True,
        )
        Reading.objects.filter(participant=participant, question__in=fresh).update(
            unlocked_at=Coalesce("unlocked_at", now), locked_again_at=None
        )
    return len(fresh)


def _newly_open(
    reader: uuid.UUID, board: uuid.UUID, tester: bool, now: datetime
) -> QuerySet[Question]:
    remembered = Reading.objects.filter(
        participant=reader,
        question=OuterRef("pk"),
        unlocked_at__isnull=False,
        locked_again_at=None,
    )
    person = reader_with(reader, board, tester=tester)
    return (
        Question.objects.filter(pk__in=revealed_questions.ids(person, now))
        .exclude(Exists(remembered))
        .order_by("pk")
    )


@Statement
def newly_open(
    reader: uuid.UUID, board: uuid.UUID, tester: bool, now: datetime
) -> QuerySet[Any, Any]:
    """What this person can read of others and has not been remembered to, in one order for all."""
    return _newly_open(reader, board, tester, now).values_list("pk")


@transaction.atomic
def keep_open_what_was_readable(
    *,
    now: datetime,
    board: Board | None = None,
    stage: Stage | None = None,
    question: Question | None = None,
) -> int:
    """Whoever can read others' replies here now will still be able to after a change.

    To be called before a due date or the end moves later, a question becomes required, more
    time is given; the caller holds what it will change. Returns how many openings were written
    down.
    """
    if question:
        here, within = question.stage.board_id, Q(pk=question.pk)
    elif stage:
        here, within = stage.board_id, Q(stage=stage)
    elif board:
        here, within = board.pk, Q(stage__board=board)
    else:
        raise ValueError("name a board, a stage or a question")
    people = Participant.objects.active().filter(board=here).select_related("board")
    return sum(remember_what_is_open(person, now=now, within=within) for person in people)


def lock_again(*, question: Question, now: datetime, participant: Participant | None = None) -> int:
    """What was once read here no longer stays open: after a rejection, a tightened reveal or a
    corrected segment, and for nothing else. Whoever meets the rules reads on.

    Without `participant`, for everyone. Returns how many openings ended.
    """
    readings = Reading.objects.filter(
        question=question, unlocked_at__isnull=False, locked_again_at=None
    )
    if participant is not None:
        readings = readings.filter(participant=participant)
    return readings.update(locked_again_at=now)


def lock_groups_again(
    participant: Participant, sets: Iterable[SegmentSet], *, now: datetime
) -> int:
    """The same for one person who holds another value of these sets: of each question whose
    replies are limited to one's own value. Returns how many openings ended."""
    return Reading.objects.filter(
        participant=participant,
        question__within_set__in=list(sets),
        unlocked_at__isnull=False,
        locked_again_at=None,
    ).update(locked_again_at=now)


def note_served(participant: Participant, question: Question, *, now: datetime) -> None:
    """Others' replies to the question have been on a page sent to this person.

    The first moment counts; what was served had been opened.
    """
    _note_served(participant, question.pk, now)


def note_some_served(
    participant: Participant, questions: Iterable[uuid.UUID], *, now: datetime
) -> None:
    """The same of replies to these, which stood on a page of something else; one query where all
    of it has been served before."""
    wanted = set(questions)
    if not wanted:
        return
    before = Reading.objects.filter(
        participant=participant, question__in=wanted, served_at__isnull=False
    )
    for question in sorted(wanted - set(before.values_list("question", flat=True))):
        _note_served(participant, question, now)


def _note_served(participant: Participant, question: uuid.UUID, now: datetime) -> None:
    Reading.objects.bulk_create(
        [Reading(participant=participant, question_id=question)], ignore_conflicts=True
    )
    Reading.objects.filter(participant=participant, question=question).update(
        served_at=Coalesce("served_at", now),
        unlocked_at=Coalesce("unlocked_at", now),
        locked_again_at=None,
    )
