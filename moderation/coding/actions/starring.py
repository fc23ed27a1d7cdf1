"""A staff member's own stars."""

from datetime import datetime

from moderation.models import Star
from participants.models import Reply
from sessions.models import StaffMember


def star(*, reply: Reply, member: StaffMember, now: datetime) -> None:
    """The reply has this member's star; a second call keeps the first one's time."""
    Star.objects.get_or_create(member=member, reply=reply, defaults={"made_at": now})


def unstar(*, reply: Reply, member: StaffMember) -> None:
    Star.objects.filter(member=member, reply=reply).delete()
