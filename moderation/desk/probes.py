"""Which posts staff have asked about, and which of these questions nobody has answered yet."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from participants.enums import ReplyKind
from participants.models import Reply
from sessions.models import StaffMember

# How a post may stand to the probes under it.
ANY, WAITING, ANSWERED = "any", "waiting", "answered"


def is_waiting(member: StaffMember) -> Q:
    """True for a probe that needs a reply and has none that this member may read."""
    return Q(kind=ReplyKind.PROBE, needs_reply=True) & ~Q(_has_reply(member))


def was_probed(member: StaffMember, how: str) -> Q:
    """True for a post that a probe was put to which stands like this."""
    probes = Reply.objects.for_staff(member).filter(kind=ReplyKind.PROBE)
    if how == WAITING:
        probes = probes.filter(is_waiting(member))
    elif how == ANSWERED:
        probes = probes.filter(_has_reply(member))
    return Q(pk__in=_what_they_ask_about(probes))


def _has_reply(member: StaffMember) -> Exists:
    written = Reply.objects.for_staff(member).written_to(OuterRef("pk"))
    return Exists(written.filter(participant__isnull=False))


def _what_they_ask_about(probes: QuerySet[Reply]) -> QuerySet[Reply, dict[str, object]]:
    return probes.order_by().values(about=Coalesce("in_reply_to", "parent"))
