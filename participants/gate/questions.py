"""Which questions exist for a participant, and which have opened others' replies to them."""

import uuid
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from participants.gate.openness import (
    answered_by,
    contributed_to,
    has_closed,
    opened_stages,
    own_due_has_passed,
    routed_to,
    unanswered_required,
)
from participants.gate.prepared import Prepared
from participants.models import Consent, Participant, Reading
from sessions.enums import AfterDue, Reveal
from sessions.models import ConsentVersion, Question
from sessions.models.board import still_read


def may_read(person: uuid.UUID | OuterRef, now: datetime) -> Q:
    """True for a person who holds their place and consented to what is now in force.

    To be used on any query: it correlates with nothing outside but `person`, if that does.
    """
    asked_since = ConsentVersion.objects.asked_last().filter(
        board=OuterRef("participant__board"), number__gt=OuterRef("version__number")
    )
    consented = Consent.objects.filter(
        ~Exists(asked_since),
        participant=person,
        given_at__lte=now,
        version__published_at__isnull=False,
    )
    holds_place = Participant.objects.active().filter(still_read(now), pk=person)
    return Q(Exists(consented)) & Q(Exists(holds_place))


@Prepared
def within_reach(participant: Participant, now: datetime) -> QuerySet[Question]:
    """Questions that have come to exist for this person, hidden ones among them."""
    return Question.objects.filter(
        routed_to(participant),
        may_read(participant.pk, now),
        stage__in=opened_stages(participant, now).values("pk"),
        stage__board=participant.board_id,
    )


@Prepared
def shown_questions(participant: Participant, now: datetime) -> QuerySet[Question]:
    """Questions that this person may see at `now`."""
    return within_reach(participant, now).filter(hidden_at=None)


@Prepared
def revealed_questions(participant: Participant, now: datetime) -> QuerySet[Question]:
    """Questions under which this person may read what others wrote."""
    return shown_questions(participant, now).filter(pk__in=opened_to_reading.ids(participant, now))


@Prepared
def opened_to_reading(participant: Participant, now: datetime) -> QuerySet[Question]:
    """Questions whose reveal has opened others' replies to this person, shown to them or not."""
    return Question.objects.filter(
        opens_to_reading(participant, now), stage__board=participant.board_id
    )


def opens_to_reading(participant: Participant, now: datetime) -> Q:
    """On questions: their reveal has opened others' replies to this person."""
    return _by_mode(participant, now) | _past_due(participant, now) | _readable_before(participant)


def _by_mode(participant: Participant, now: datetime) -> Q:
    """The question's own reveal has opened it to this person (rule 2, Modes)."""
    owed = unanswered_required(participant).filter(stage=OuterRef("stage"))
    to_those_who_answered = (
        Q(reveal=Reveal.AFTER_ANSWER)
        | (Q(reveal=Reveal.AFTER_STAGE) & ~Exists(owed))
        | (Q(reveal=Reveal.AFTER_CLOSE) & has_closed(now))
        | Q(reveal=Reveal.ON_REVEAL, revealed_at__lte=now)
    )
    return Q(reveal=Reveal.ALWAYS) | (answered_by(participant) & to_those_who_answered)


def _past_due(participant: Participant, now: datetime) -> Q:
    """Past the reader's own due date, the board's setting opens two of the modes (rule 2)."""
    to_everyone = Q(stage__board__after_due=AfterDue.EVERYONE)
    to_contributors = Q(stage__board__after_due=AfterDue.CONTRIBUTORS)
    to_those_who_answered = Q(stage__board__after_due=AfterDue.ANSWERED)
    return (
        Q(reveal__in=[Reveal.AFTER_ANSWER, Reveal.AFTER_STAGE])
        & own_due_has_passed(participant, now)
        & (
            to_everyone
            | (to_contributors & contributed_to(participant))
            | (to_those_who_answered & answered_by(participant))
        )
    )


def _readable_before(participant: Participant) -> Q:
    """What one could once read stays open, unless locked again by one of the few reasons."""
    kept_open = Reading.objects.filter(
        participant=participant,
        question=OuterRef("pk"),
        unlocked_at__isnull=False,
        locked_again_at=None,
    )
    return Q(Exists(kept_open)) & ~Q(reveal=Reveal.NEVER)
