"""Staff try their own board out, as a participant would."""

from datetime import datetime

from django.db import transaction

from moderation.actions.inviting import invite_person
from moderation.actions.letting_in import copy_link
from participants.models import Participant
from sessions.models import StaffMember


@transaction.atomic
def try_out(*, member: StaffMember, place: Participant | None, now: datetime) -> str:
    """A personal link to their place as a tester, which is made where they have none yet.

    Every call makes another link; the older ones go on working.
    """
    tester = place or invite_person(
        board=member.board,
        name=member.display_name,
        email=member.user.email,
        segments=(),
        by=member.user,
        now=now,
        tester=True,
    )
    return copy_link(participant=tester, by=member.user, now=now)
