"""Who may do what with an announcement. Predicates only."""

from datetime import datetime

from participants.models import Announcement
from sessions.models import StaffMember


def may_rewrite(member: StaffMember, announcement: Announcement) -> bool:
    """A draft is everybody's who runs the board; what is published is the facilitators'."""
    if announcement.withdrawn_at:
        return False
    return member.is_facilitator or (member.reads_everything and not announcement.is_published)


def may_publish(announcement: Announcement) -> bool:
    return not announcement.is_published


def may_take_back(announcement: Announcement) -> bool:
    return announcement.is_published and announcement.withdrawn_at is None


def is_fixed(announcement: Announcement, now: datetime) -> bool:
    """It has appeared: whom it is for stays, and a change of its words is a correction."""
    return announcement.is_published and announcement.has_appeared(now)
