"""What decides, of somebody who writes, who can come to read them."""

import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from participants.models import Consent, ConsentAnswer, Membership, Participant
from sessions.enums import ObserverSight
from sessions.models import Question


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes; whether observers read them, and whether they are in a group of the set to
    which the question is limited, if it is."""

    participant: Participant
    is_observed: bool
    has_group: bool


def author_of(participant: Participant, question: Question) -> Author:
    """One query, and one more where the question is limited."""
    group = _group_of(participant.pk).filter(segment_set=question.within_set_id)
    return Author(
        participant=participant,
        is_observed=observers_read(participant),
        has_group=question.within_set_id is not None and group.exists(),
    )


def observers_read(participant: Participant) -> bool:
    """Whether this person's own consent lets observers read what they write (rule 9)."""
    person = Participant.objects.filter(pk=participant.pk)
    return person.filter(lets_observers_read(participant.pk, tester=participant.tester)).exists()


def lets_observers_read(participant: uuid.UUID, *, tester: bool) -> Q:
    """The same as a condition, for any query: by the consent they gave last, and their own answer
    in it."""
    declined = ConsentAnswer.objects.filter(
        consent=OuterRef("pk"), statement__key="observers", agreed=False
    )
    given = Consent.objects.filter(participant=participant, given_at__isnull=False)
    last = given.order_by("-version__number").values("pk")[:1]
    letting = given.filter(~Exists(declined), pk=Subquery(last)).exclude(
        version__observers=ObserverSight.NONE
    )
    return Q(pk__in=[]) if tester else Q(Exists(letting))


def in_a_group_of_its_set(participant: uuid.UUID) -> Q:
    """On questions: this person holds a value of the set to which replies are limited."""
    return Q(Exists(_group_of(participant).filter(segment_set=OuterRef("within_set"))))


def _group_of(participant: uuid.UUID) -> QuerySet[Membership]:
    return Membership.objects.current().filter(participant=participant)
