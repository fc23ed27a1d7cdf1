"""What decides, of somebody who writes, who can come to read them."""

import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery

from participants.models import Consent, ConsentAnswer, Membership, Participant
from sessions.enums import ObserverSight


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes; whether observers read them, and whether they are in a group of the set to
    which the question is limited, if it is."""

    participant: Participant
    is_observed: bool
    has_group: bool


def lets_observers_read(participant: uuid.UUID, *, tester: bool) -> Q:
    """For any query: whether this person's own consent lets observers read what they write
    (rule 9), by the consent they gave last, and their own answer in it."""
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
    held = Membership.objects.current().filter(participant=participant)
    return Q(Exists(held.filter(segment_set=OuterRef("within_set"))))
