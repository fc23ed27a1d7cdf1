"""Staff have answered somebody's call for help: told once for each of their replies."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import F, Q, QuerySet

from bulletin.outbox.enums import Reason
from participants.enums import ReplyKind
from participants.gate.prepared import Prepared
from participants.models import Participant, Reply
from participants.models.reply import STANDING
from participants.notices.about_reply import AboutReply
from participants.notices.base import Owed
from participants.notices.names import HELP_ANSWERED
from participants.notices.people import reachable

# What stands under a call for help: a private comment of theirs that hangs on nothing.
_UNDER_A_CALL = {
    "thread__kind": ReplyKind.COMMENT,
    "thread__parent": None,
    "thread__private_to": F("thread__participant"),
}
# A probe that needs a reply is told as such, unless staff hung it on words of their own.
_ON_STAFFS_WORDS = Q(in_reply_to__staff__isnull=False) | Q(
    in_reply_to=None, parent__staff__isnull=False
)
_TOLD_HERE = Q(needs_reply=False) | _ON_STAFFS_WORDS
# When somebody came is known to ten minutes: who was there just before the reply and stayed is
# told of what they may have read, rather than somebody else of nothing.
_NOT_SEEN = Q(thread__participant__last_came_at=None) | Q(
    thread__participant__last_came_at__lte=F("posted_at")
)


@Prepared
def _answering_and_readable(participant: Participant, now: datetime) -> QuerySet[Reply]:
    """What staff wrote under this person's calls for help, as far as they may read it."""
    return (
        Reply.objects.visible_to(participant, now=now)
        .filter(_TOLD_HERE, **_UNDER_A_CALL, thread__participant=participant)
        .filter(staff__isnull=False, withdrawn_at=None)
    )


class HelpAnswered(AboutReply):
    """Its subject is staff's reply. Worth sending while the person has not been on the board.

    It says nothing of what was asked or answered (rule 8).
    """

    name = HELP_ANSWERED
    whose = "thread__participant"
    since = "posted_at"
    readable = _answering_and_readable

    def waiting(self, now: datetime) -> QuerySet[Reply]:
        return _unseen(now)

    def unwanted_among(self, owed: Sequence[Owed], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        readable = self.readable_to({person for _, person in owed}, now)
        replies = Reply.objects.filter(pk__in={notice.subject for notice, _ in owed})
        posted = dict(replies.values_list("pk", "posted_at"))
        reasons = {}
        for notice, person in owed:
            if person.board.grace_is_over(now):
                reasons[notice.pk] = Reason.BOARD_OVER
            elif (person.pk, notice.subject) not in readable:
                reasons[notice.pk] = Reason.NOT_OPEN
            elif person.last_came_at and person.last_came_at > posted[notice.subject]:
                reasons[notice.pk] = Reason.HAS_COME
        return reasons


def _unseen(now: datetime) -> QuerySet[Reply]:
    """What staff wrote under calls of people who can be reached and have not come since."""
    return Reply.objects.filter(
        _TOLD_HERE,
        _NOT_SEEN,
        **_UNDER_A_CALL,
        **STANDING,
        staff__isnull=False,
        withdrawn_at=None,
        thread__participant__in=reachable().values("pk"),
        board__launched_at__lte=now,
        board__grace_ends_at__gt=now,
    )
