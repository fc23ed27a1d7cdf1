"""The board's invitation as it would read, to the facilitator who wants to see it arrive."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import NoticeKind
from bulletin.outbox.models import Notice
from bulletin.outbox.users import gone
from moderation.notices.letters import InvitationTrialLetter
from moderation.notices.names import TEST_INVITATION


class InvitationTrial(NoticeKind):
    """Just asked for: at any hour, alone. Its recipient is the user, its subject the board."""

    name = TEST_INVITATION
    correspondence = InvitationTrialLetter()
    quiet = False
    travels_alone = True
    lasts = timedelta(hours=1)

    def unwanted(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        return gone(notices)
