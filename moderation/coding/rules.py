"""What may be coded, and by whom a coding may be taken away."""

from moderation.models import Coding
from participants.models import Reply
from sessions.models import StaffMember


def may_code(member: StaffMember, reply: Reply) -> bool:
    """Analysts code what participants say; a tombstone says nothing."""
    return (
        member.reads_everything
        and reply.participant_id is not None
        and reply.current_version_id is not None
        and reply.withdrawn_at is None
    )


def may_take_away(member: StaffMember, coding: Coding) -> bool:
    """Everybody their own, a facilitator anyone's."""
    return member.is_facilitator or coding.made_by_id == member.user_id
