"""Someone was given a role on a board: owed by the action that gave it."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import NoticeKind
from bulletin.outbox.models import Notice
from bulletin.outbox.users import gone
from moderation.notices.letters import StaffInvitationLetter
from sessions.models import StaffMember


class StaffInvitation(NoticeKind):
    """Its recipient is the user, its subject the `StaffMember`."""

    name = "staff_invitation"
    correspondence = StaffInvitationLetter()
    travels_alone = True

    def unwanted(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        subjects = [notice.subject for notice in notices]
        current = set(
            StaffMember.objects.current().filter(pk__in=subjects).values_list("pk", flat=True)
        )
        left = {
            notice.pk: Reason.NO_LONGER_STAFF for notice in notices if notice.subject not in current
        }
        return {**left, **gone(notices)}
