"""Which posts staff have asked about, and which of these questions have been answered."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from moderation.desk.waiting import unanswered_probes
from participants.enums import ReplyKind
from participants.models import Reply
from sessions.models import StaffMember

# How a post may stand to the probes under it.
ANY, WAITING, ANSWERED = "any", "waiting", "answered"


def was_probed(member: StaffMember, how: str) -> Q:
    """True for a post that a probe was put to which stands like this."""
    probes = Reply.objects.for_staff(member).filter(kind=ReplyKind.PROBE)
    if how == WAITING:
        probes = probes.filter(pk__in=unanswered_probes(member).order_by().values("pk"))
    elif how == ANSWERED:
        probes = probes.filter(_has_reply(member))
    return Q(pk__in=probes.order_by().values(about=Coalesce("in_reply_to", "parent")))


def _has_reply(member: StaffMember) -> Exists:
    written = Reply.objects.for_staff(member).written_to(OuterRef("pk"))
    return Exists(written.filter(participant__isnull=False))
