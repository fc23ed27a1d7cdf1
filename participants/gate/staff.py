"""The gate for staff, as one condition on replies (DESIGN.md, rules 2 and 9)."""

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet

from participants.gate.beneath import Beneath
from participants.models import Consent, ConsentAnswer, Participant, Reply
from participants.models.reply import KEPT_FROM_PEERS
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
    nobody's whose consent keeps observers out, and nothing that hangs on any of these.

    Who keeps them out is asked of people, not of replies: a board has twenty times more of these.
    """
    kept = Reply.objects.filter(KEPT_FROM_PEERS, board=board)
    unwatched = Reply.objects.filter(participant__in=_out_of_sight(board))
    never = Question.objects.filter(stage__board=board, reveal=Reveal.NEVER)
    return ~Q(question__in=never) & ~Q(Beneath([kept, unwatched]))


def _out_of_sight(board: uuid.UUID) -> QuerySet[Participant]:
    """Testers, and those whose latest consent keeps observers out or whose own statement about
    them was declined."""
    latest = (
        Consent.objects.filter(participant=OuterRef("participant"), given_at__isnull=False)
        .order_by("-version__number")
        .values("pk")[:1]
    )
    declined = ConsentAnswer.objects.filter(
        consent=OuterRef("pk"), statement__key="observers", agreed=False
    )
    letting_them_read = (
        Consent.objects.filter(participant=OuterRef("pk"), pk=latest)
        .exclude(version__observers=ObserverSight.NONE)
        .exclude(Exists(declined))
    )
    return Participant.objects.filter(Q(tester=True) | ~Exists(letting_them_read), board=board)
