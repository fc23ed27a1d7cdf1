"""What a participant wrote was not accepted: told once for each time, and why stands there."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import OuterRef, QuerySet

from bulletin.outbox.enums import Reason
from bulletin.outbox.models import Notice
from participants.gate.prepared import Prepared
from participants.models import Participant, Reply
from participants.notices.about_reply import AboutReply
from participants.notices.base import Owed
from participants.notices.names import REPLY_REJECTED
from participants.notices.people import reachable


@Prepared
def _rejected_and_readable(participant: Participant, now: datetime) -> QuerySet[Reply]:
    """What this person wrote and staff rejected, as far as they may read it."""
    return Reply.objects.visible_to(participant, now=now).filter(
        participant=participant, rejected_at__isnull=False
    )


class ReplyRejected(AboutReply):
    """Its subject is the reply. The reason is not in the mail: it may quote somebody (rule 8)."""

    name = REPLY_REJECTED
    whose = "participant"
    since = "rejected_at"
    readable = _rejected_and_readable

    def waiting(self, now: datetime) -> QuerySet[Reply]:
        return _rejected(now)

    def told(self) -> QuerySet[Notice]:
        return super().told().filter(planned_at__gte=OuterRef("rejected_at"))

    def unwanted_among(self, owed: Sequence[Owed], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        readable = self.readable_to({person for _, person in owed}, now)
        replies = Reply.objects.filter(pk__in={notice.subject for notice, _ in owed})
        standing = {reply.pk: reply for reply in replies.select_related("current_version")}
        reasons = {}
        for notice, person in owed:
            if person.board.grace_is_over(now):
                reasons[notice.pk] = Reason.BOARD_OVER
            elif (person.pk, notice.subject) not in readable:
                reasons[notice.pk] = _why_not(standing.get(notice.subject), notice)
        return reasons


def _rejected(now: datetime) -> QuerySet[Reply]:
    """Rejected replies of people who can be reached."""
    return Reply.objects.filter(
        rejected_at__lte=now,
        withdrawn_at=None,
        participant__in=reachable().values("pk"),
        board__launched_at__lte=now,
        board__grace_ends_at__gt=now,
    )


def _why_not(reply: Reply | None, notice: Notice) -> Reason:
    """Why there is nothing rejected for its author to read."""
    if reply is None or reply.rejected_at is not None:
        return Reason.NOT_OPEN
    version = reply.current_version
    anew = version is not None and version.submitted_at >= notice.planned_at
    return Reason.ANSWERED if anew else Reason.TAKEN_BACK
