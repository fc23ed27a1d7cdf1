"""Which stages exist for a participant, and which take answers now (rule 5).

Computed at request time from dates, releases and progress. No column says "open", so a
stopped worker can delay a mail but never a stage.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from participants.enums import ReplyKind
from participants.models import Extension, Membership, Participant, Reply, StageFinish
from sessions.enums import Kind, Opening
from sessions.models import Pause, Question, Stage


def segments_include(
    participant: Participant, through: type, *, owner: str, outer: str = "pk"
) -> Q:
    """True for what is routed to nobody in particular, or to a segment that this person holds."""
    routed = through._default_manager.filter(**{owner: OuterRef(outer)})  # type: ignore[attr-defined]
    held = Membership.objects.current().filter(participant=participant).values("segment")
    return ~Q(Exists(routed)) | Q(Exists(routed.filter(segment__in=held)))


def answered_by(participant: Participant, *, outer: str = "pk") -> Exists:
    """Whether this person has a standing answer to the outer query's question."""
    return Exists(
        Reply.objects.answers().standing().filter(
            participant=participant, question=OuterRef(outer)
        )
    )


def contributed_to(participant: Participant, *, stage: str) -> Exists:
    """Whether this person answered at least one question of the outer query's stage."""
    return Exists(
        Reply.objects.standing().filter(
            kind=ReplyKind.ANSWER, participant=participant, question__stage=OuterRef(stage)
        )
    )


def routed_to(participant: Participant) -> QuerySet[Question]:
    """Published questions, not hidden, that this person's segments and summaries' stages allow.

    A summary is for those who contributed to each stage it sums up that was theirs.
    """
    lacking = (
        Question.sums_up.through._default_manager.filter(question=OuterRef("pk"))
        .filter(segments_include(participant, Stage.segments.through, owner="stage", outer="stage"))
        .exclude(contributed_to(participant, stage="stage"))
    )
    return Question.objects.filter(
        segments_include(participant, Question.segments.through, owner="question"),
        ~Exists(lacking),
        current_version__isnull=False,
        stage__board=participant.board_id,
    )


def unanswered_required(participant: Participant) -> QuerySet[Question]:
    """What the person still owes: required, shown to them, not a text page, not answered."""
    return (
        routed_to(participant)
        .filter(required=True, hidden_at=None)
        .exclude(kind=Kind.TEXT_PAGE)
        .exclude(answered_by(participant))
    )


def _by_progress(participant: Participant, now: datetime) -> Q:
    """No stage back to the last one that the clock opens still keeps this person from here.

    A stage of theirs does so while it is shut or holds something they owe. A finish once
    reached counts for good: a question added later locks nothing again.
    """
    clocked_between = Stage.objects.filter(
        board=OuterRef("board"),
        position__gt=OuterRef("position"),
        position__lt=OuterRef(OuterRef("position")),
    ).exclude(opening=Opening.AFTER_PREVIOUS)
    shut = ~Q(released_at__lte=now) | (~Q(opening=Opening.AFTER_PREVIOUS) & ~Q(opens_at__lte=now))
    owed = unanswered_required(participant).filter(stage=OuterRef("pk"))
    finished = StageFinish.objects.filter(participant=participant, stage=OuterRef("pk"))
    in_the_way = (
        Stage.objects.filter(board=OuterRef("board"), position__lt=OuterRef("position"))
        .filter(segments_include(participant, Stage.segments.through, owner="stage"))
        .filter(shut | Q(Exists(owed)))
        .exclude(Exists(finished))
        .exclude(Exists(clocked_between))
    )
    return Q(opening=Opening.AFTER_PREVIOUS) & ~Q(Exists(in_the_way))


def opened_stages(participant: Participant, now: datetime) -> QuerySet[Stage]:
    """Stages that have opened for this person, since closed or not."""
    by_clock = Q(opens_at__lte=now) & ~Q(opening=Opening.AFTER_PREVIOUS)
    return Stage.objects.filter(
        by_clock | _by_progress(participant, now),
        segments_include(participant, Stage.segments.through, owner="stage"),
        board=participant.board_id,
        board__launched_at__lte=now,
        released_at__lte=now,
    )


def extended(participant: Participant, now: datetime, *, stage: str = "pk") -> Exists:
    """Whether this person has more time on the outer query's stage, running still."""
    return Exists(
        Extension.objects.filter(participant=participant, stage=OuterRef(stage), until__gt=now)
    )


def open_stages(participant: Participant, now: datetime) -> QuerySet[Stage]:
    """Stages that take answers from this person now.

    A stage takes them until it closes (else until the board ends), or until this person's
    extension runs out, which the grace period bounds. While paused, none does.
    """
    running = Q(closes_at__gt=now) | Q(closes_at=None)
    return opened_stages(participant, now).filter(
        (running & Q(board__ends_at__gt=now))
        | (Q(extended(participant, now)) & Q(board__grace_ends_at__gt=now)),
        ~Exists(Pause.objects.open(now=now).filter(board=OuterRef("board"))),
    )


def own_due_has_passed(participant: Participant, now: datetime) -> Q:
    """On questions: the reader's own due date is behind them, an extension included."""
    due = Q(stage__due_at__lte=now) | Q(stage__due_at=None, stage__board__ends_at__lte=now)
    return due & ~Q(extended(participant, now, stage="stage"))
