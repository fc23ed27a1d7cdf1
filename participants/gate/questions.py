"""Which questions exist for a participant, and which have opened others' replies to them."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from participants.gate.openness import (
    answered_by,
    contributed_to,
    opened_stages,
    own_due_has_passed,
    routed_to,
    unanswered_required,
)
from participants.models import Consent, Participant, Reading
from sessions.enums import AfterDue, Reveal
from sessions.models import ConsentVersion, Question


def may_read(participant: Participant, now: datetime) -> Q:
    """True for a person who holds their place and consented to what is now in force.

    To be used on any query: it correlates with nothing outside.
    """
    in_force = ConsentVersion.objects.asked_last().filter(board=OuterRef("participant__board"))
    consented = Consent.objects.filter(
        participant=participant,
        given_at__lte=now,
        version__number__gte=in_force.values("number")[:1],
    )
    holds_place = Participant.objects.filter(
        pk=participant.pk,
        deactivated_at=None,
        withdrawn_at=None,
        erased_at=None,
        in_reserve=False,
        board__launched_at__lte=now,
        board__archive_removed_at=None,
    )
    return Q(Exists(consented)) & Q(Exists(holds_place))


def within_reach(participant: Participant, now: datetime) -> QuerySet[Question]:
    """Questions that have come to exist for this person, hidden ones among them."""
    return routed_to(participant).filter(
        may_read(participant, now), stage__in=opened_stages(participant, now).values("pk")
    )


def shown_questions(participant: Participant, now: datetime) -> QuerySet[Question]:
    """Questions that this person may see at `now`."""
    return within_reach(participant, now).filter(hidden_at=None)


def _opened_by_the_mode(participant: Participant, now: datetime) -> Q:
    """The question's own reveal has opened it to this person (rule 2, Modes)."""
    answered = Q(answered_by(participant))
    stage_complete = ~Q(Exists(unanswered_required(participant).filter(stage=OuterRef("stage"))))
    closed = Q(stage__closes_at__lte=now) | Q(
        stage__closes_at=None, stage__board__ends_at__lte=now
    )
    return Q(reveal=Reveal.ALWAYS) | (
        answered
        & (
            Q(reveal=Reveal.AFTER_ANSWER)
            | (Q(reveal=Reveal.AFTER_STAGE) & stage_complete)
            | (Q(reveal=Reveal.AFTER_CLOSE) & closed)
            | Q(reveal=Reveal.ON_REVEAL, revealed_at__lte=now)
        )
    )


def _opened_past_due(participant: Participant, now: datetime) -> Q:
    """Past the reader's own due date, the board's setting opens two of the modes (rule 2)."""
    whom = {
        AfterDue.EVERYONE: Q(),
        AfterDue.CONTRIBUTORS: Q(contributed_to(participant, stage="stage")),
        AfterDue.ANSWERED: Q(answered_by(participant)),
    }
    return (
        Q(reveal__in=[Reveal.AFTER_ANSWER, Reveal.AFTER_STAGE])
        & own_due_has_passed(participant, now)
        & whom[AfterDue(participant.board.after_due)]
    )


def _opened_before(participant: Participant) -> Q:
    """What one could once read stays open, unless locked again by one of the few reasons."""
    kept_open = Reading.objects.filter(
        participant=participant,
        question=OuterRef("pk"),
        unlocked_at__isnull=False,
        locked_again_at=None,
    )
    return Q(Exists(kept_open)) & ~Q(reveal=Reveal.NEVER)


def revealed_questions(participant: Participant, now: datetime) -> QuerySet[Question]:
    """Questions under which this person may read what others wrote."""
    return shown_questions(participant, now).filter(
        _opened_by_the_mode(participant, now)
        | _opened_past_due(participant, now)
        | _opened_before(participant)
    )
