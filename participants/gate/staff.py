"""The gate for staff, as one condition on replies (DESIGN.md, rules 2 and 9)."""

import uuid

from django.db.models import Exists, OuterRef, Q

from participants.gate.beneath import Beneath
from participants.models import Consent, ConsentAnswer, Reply
from sessions.enums import ObserverSight, Reveal, Role
from sessions.models import Question, StaffMember

NOTHING = Q(pk__in=[])


def readable(member: StaffMember) -> Q:
    """True for the replies that this staff member may read.

    Facilitators and moderators read everything on their board; observers what the authors'
    consent allows; recruiters nothing.
    """
    if member.removed_at is not None or member.role == Role.RECRUITER:
        return NOTHING
    here = Q(board=member.board_id)
    return here if member.reads_everything else here & _observable(member.board_id)


def _observable(board: uuid.UUID) -> Q:
    """Open to observers: no NEVER question, nothing private, held, rejected or concealed,
    nobody's whose consent keeps observers out, and nothing that hangs on any of these."""
    hidden = Reply.objects.filter(~_open_to_observers(), board=board)
    never = Question.objects.filter(stage__board=board, reveal=Reveal.NEVER)
    return ~Q(question__in=never) & ~Q(Beneath([hidden]))


def _open_to_observers() -> Q:
    plain = Q(held_at=None, rejected_at=None, concealed_at=None, private_to=None)
    consenting = Q(participant__tester=False) & Q(_consents_to_observers())
    return plain & (Q(staff__isnull=False) | consenting)


def _consents_to_observers() -> Exists:
    """The author's latest consent lets observers read, and its own statement was not declined."""
    latest = (
        Consent.objects.filter(participant=OuterRef("participant"), given_at__isnull=False)
        .order_by("-version__number")
        .values("pk")[:1]
    )
    declined = ConsentAnswer.objects.filter(
        consent=OuterRef("pk"), statement__key="observers", agreed=False
    )
    return Exists(
        Consent.objects.filter(participant=OuterRef("participant"), pk=latest)
        .exclude(version__observers=ObserverSight.NONE)
        .exclude(Exists(declined))
    )
