"""Staff have asked a participant something and need a reply: told once, however it was asked."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Case, Exists, F, OuterRef, QuerySet, When

from bulletin.outbox.enums import Reason
from bulletin.outbox.models import Notice
from participants.enums import ReplyKind
from participants.gate.prepared import Prepared
from participants.models import Participant, Reply
from participants.models.reply import STANDING
from participants.notices.about_reply import AboutReply
from participants.notices.base import Owed
from participants.notices.names import PROBE_ASKED
from participants.notices.people import reachable


@Prepared
def _asked_and_readable(participant: Participant, now: datetime) -> QuerySet[Reply]:
    """Probes that wait for this person's reply, as far as they may read them."""
    return Reply.objects.visible_to(participant, now=now).asking(participant)


class ProbeAsked(AboutReply):
    """Its subject is the probe. Worth sending while it can be replied to and is not.

    It says nothing of what was asked: staff may have quoted somebody (rule 8).
    """

    name = PROBE_ASKED
    whose = "person"
    since = "posted_at"
    readable = _asked_and_readable

    def waiting(self, now: datetime) -> QuerySet[Reply]:
        return _unanswered(now)

    def unwanted_among(self, owed: Sequence[Owed], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        waiting = self.readable_to({person for _, person in owed}, now)
        answered = _answered(notice for notice, _ in owed)
        reasons = {}
        for notice, person in owed:
            if person.board.grace_is_over(now):
                reasons[notice.pk] = Reason.BOARD_OVER
            elif (notice.recipient, notice.subject) in answered:
                reasons[notice.pk] = Reason.ANSWERED
            elif (person.pk, notice.subject) not in waiting:
                reasons[notice.pk] = Reason.NOT_OPEN
        return reasons


def _unanswered(now: datetime) -> QuerySet[Reply]:
    """Probes that need a reply, each with the `person` asked, who can be reached."""
    probes = Reply.objects.filter(
        kind=ReplyKind.PROBE,
        needs_reply=True,
        withdrawn_at=None,
        **STANDING,
        board__launched_at__lte=now,
        board__grace_ends_at__gt=now,
    )
    asked = Case(
        When(in_reply_to__isnull=False, then=F("in_reply_to__participant")),
        default=F("parent__participant"),
    )
    theirs = Reply.objects.written_to(OuterRef("pk")).filter(participant=OuterRef("person"))
    return (
        probes.annotate(person=asked)
        .filter(person__in=reachable().values("pk"))
        .exclude(Exists(theirs))
    )


def _answered(notices: Iterable[Notice]) -> set[tuple[uuid.UUID, uuid.UUID | None]]:
    """Of these, the pairs of a person and a probe that they have replied to."""
    subjects = {notice.subject for notice in notices}
    beside = Reply.objects.filter(in_reply_to__in=subjects)
    beneath = Reply.objects.filter(in_reply_to=None, parent__in=subjects)
    return {
        *beside.values_list("participant", "in_reply_to"),
        *beneath.values_list("participant", "parent"),
    }
