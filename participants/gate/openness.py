"""What is a participant's, answered and owed (rules 2, 3); which stages are open (rule 5).

Computed at request time from dates, releases and progress. No column says "open", so a
stopped worker can delay a mail but never a stage.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from participants.enums import ReplyKind
from participants.gate.prepared import Prepared
from participants.models import Extension, Membership, Participant, Reply, StageFinish
from sessions.enums import Kind, Opening
from sessions.models import Pause, Question, Stage

CLOCKED = ~Q(opening=Opening.AFTER_PREVIOUS)


def segments_include(
    participant: Participant, through: type, *, owner: str, outer: str = "pk"
) -> Q:
    """True for what is routed to nobody in particular, or to a segment that this person holds."""
    routed = through._default_manager.filter(**{owner: OuterRef(outer)})  # type: ignore[attr-defined]
    held = Membership.objects.current().filter(participant=participant)
    theirs = routed.filter(segment__in=held.values("segment"))
    return ~Q(Exists(routed)) | Q(Exists(theirs))


def answered_by(participant: Participant) -> Exists:
    """Whether this person has a standing answer to the outer query's question."""
    return Exists(
        Reply.objects.filter(
            participant=participant,
            question=OuterRef("pk"),
            kind=ReplyKind.ANSWER,
            rejected_at=None,
        )
    )


def contributed_to(participant: Participant, *, stage: str = "stage") -> Exists:
    """Whether this person answered at least one question of the outer query's stage."""
    return Exists(
        Reply.objects.filter(
            participant=participant,
            question__stage=OuterRef(stage),
            kind=ReplyKind.ANSWER,
            rejected_at=None,
        )
    )


def routed_to(participant: Participant) -> Q:
    """On questions: published, and what this person's segments and summaries' stages allow.

    A summary is for those who contributed to each stage it sums up that was theirs.
    """
    lacking = Question.sums_up.through._default_manager.filter(
        segments_include(participant, Stage.segments.through, owner="stage", outer="stage"),
        ~contributed_to(participant),
        question=OuterRef("pk"),
    )
    return (
        segments_include(participant, Question.segments.through, owner="question")
        & ~Q(Exists(lacking))
        & Q(current_version__isnull=False)
    )


def unanswered_required(participant: Participant) -> QuerySet[Question]:
    """What the person still owes: required, shown to them, not a text page, not answered."""
    return Question.objects.filter(
        routed_to(participant),
        ~Q(kind=Kind.TEXT_PAGE),
        ~answered_by(participant),
        required=True,
        hidden_at=None,
    )


@Prepared
def opened_stages(participant: Participant, now: datetime) -> QuerySet[Stage]:
    """Stages that have opened for this person, since closed or not."""
    return Stage.objects.filter(
        (CLOCKED & Q(opens_at__lte=now)) | (~CLOCKED & ~Exists(_in_the_way(participant, now))),
        segments_include(participant, Stage.segments.through, owner="stage"),
        board=participant.board_id,
        board__launched_at__lte=now,
        released_at__lte=now,
    )


def _in_the_way(participant: Participant, now: datetime) -> QuerySet[Stage]:
    """Stages of theirs that keep the outer query's stage, opened by progress, from this person.

    One does so while it is shut or holds something they owe, unless they once finished it: a
    question added later locks nothing again. Only those back to the nearest one that the clock
    opens, or that is finished, are asked; what came before it no longer matters.
    """
    theirs = segments_include(participant, Stage.segments.through, owner="stage")
    finished = Exists(StageFinish.objects.filter(participant=participant, stage=OuterRef("pk")))
    owed = Exists(unanswered_required(participant).filter(stage=OuterRef("pk")))
    shut = ~Q(released_at__lte=now) | (CLOCKED & ~Q(opens_at__lte=now))
    settled_between = Stage.objects.filter(
        theirs,
        CLOCKED | Q(finished),
        board=OuterRef("board"),
        position__gt=OuterRef("position"),
        position__lt=OuterRef(OuterRef("position")),
    )
    return Stage.objects.filter(
        theirs,
        shut | Q(owed),
        ~finished,
        ~Exists(settled_between),
        board=OuterRef("board"),
        position__lt=OuterRef("position"),
    )


@Prepared
def open_stages(participant: Participant, now: datetime) -> QuerySet[Stage]:
    """Stages that take answers from this person now."""
    return opened_stages(participant, now).filter(takes_answers(participant, now))


def takes_answers(participant: Participant, now: datetime, *, stage: str = "") -> Q:
    """On stages, or on what has the named `stage`: once opened for this person, it is still open.

    A stage takes answers until it closes (else until the board ends), or until this person's
    extension runs out, which the grace period bounds. While paused, none does.
    """
    at = f"{stage}__" if stage else ""
    goes_on = Q(**{f"{at}closes_at__gt": now}) | Q(**{f"{at}closes_at": None})
    running = goes_on & Q(**{f"{at}board__ends_at__gt": now})
    paused = Pause.objects.open(now=now).filter(board=participant.board_id)
    longer = Q(
        extended(participant, now, stage=stage or "pk"), **{f"{at}board__grace_ends_at__gt": now}
    )
    return (running | longer) & ~Q(Exists(paused))


def until_for(stage: Stage, more_time: datetime | None) -> datetime:
    """The same of one stage, with its board at hand: up to when (exclusive) it takes answers from
    whoever has an extension until `more_time`, or none."""
    board = stage.board
    until = min(stage.closes_or_ends_at, board.ends_at)
    return max(until, min(more_time, board.grace_ends_at)) if more_time else until


def extended(participant: Participant, now: datetime, *, stage: str = "pk") -> Exists:
    """Whether this person has more time on the outer query's stage, running still."""
    return Exists(
        Extension.objects.filter(participant=participant, stage=OuterRef(stage), until__gt=now)
    )


def own_due_has_passed(participant: Participant, now: datetime) -> Q:
    """On questions: the reader's own due date is behind them, an extension included."""
    due = Q(stage__due_at__lte=now) | Q(stage__due_at=None, stage__board__ends_at__lte=now)
    return due & ~Q(extended(participant, now, stage="stage"))


def has_closed(now: datetime) -> Q:
    """On questions: their stage has closed, whoever has an extension."""
    return Q(stage__closes_at__lte=now) | Q(stage__closes_at=None, stage__board__ends_at__lte=now)
