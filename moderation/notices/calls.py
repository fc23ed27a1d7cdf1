"""A participant calls for staff: whom the board names is told at once, at any hour."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import NewNotice, NoticeKind
from bulletin.outbox.models import Notice
from bulletin.outbox.users import gone
from moderation.notices.letters import CallLetter
from moderation.notices.names import CALL_FOR_HELP, REPORTED_POST
from participants.enums import CallKind
from participants.models import Call
from sessions.models import StaffMember
from sessions.models.staff_member import READERS

_LETTER = CallLetter()


class CallNotice(NoticeKind):
    """Its recipient is the user, its subject the `Call`, which waits until somebody settles it.

    Whoever goes on call while it waits is told of it too.
    """

    correspondence = _LETTER
    quiet = False
    about: CallKind

    def plan(self, now: datetime) -> Iterable[NewNotice]:
        """One query where nobody has called, else three."""
        waiting = Call.objects.open().filter(kind=self.about, made_at__lte=now).order_by("made_at")
        calls = list(waiting.values_list("pk", "reply__board", "made_at"))
        if not calls:
            return
        reached = _reached({board for _, board, _ in calls})
        told = set(
            Notice.objects.filter(
                kind=self.name, subject__in=[call for call, _, _ in calls]
            ).values_list("recipient", "subject")
        )
        for call, board, made_at in calls:
            for user in reached[board]:
                if (user, call) not in told:
                    yield NewNotice(recipient=user, subject=call, board=board, due_at=made_at)

    def unwanted(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        reasons = dict(gone(notices))
        subjects = [notice.subject for notice in notices]
        waiting = set(Call.objects.open().filter(pk__in=subjects).values_list("pk", flat=True))
        staff = set(
            StaffMember.objects.current()
            .filter(board__in={notice.board for notice in notices}, role__in=READERS)
            .values_list("board", "user")
        )
        for notice in notices:
            if (notice.board, notice.recipient) not in staff:
                reasons.setdefault(notice.pk, Reason.NO_LONGER_STAFF)
            elif notice.subject not in waiting:
                reasons.setdefault(notice.pk, Reason.SETTLED)
        return reasons


class CallForHelp(CallNotice):
    name = CALL_FOR_HELP
    about = CallKind.HELP


class ReportedPost(CallNotice):
    name = REPORTED_POST
    about = CallKind.REPORT


def _reached(boards: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, list[uuid.UUID]]:
    """The users whom a call on each of these boards reaches."""
    reached: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    members = StaffMember.objects.reached_by_calls().filter(board__in=set(boards))
    for board, user in members.values_list("board", "user"):
        reached[board].append(user)
    return reached
