"""What may be collected, and by whom."""

from participants.models import Reply
from sessions.models import StaffMember


def may_collect(member: StaffMember, reply: Reply) -> bool:
    """Who writes the guide collects what participants say; what a tester wrote counts nowhere,
    and a tombstone says nothing."""
    return (
        member.is_facilitator
        and reply.participant is not None
        and not reply.participant.tester
        and reply.current_version_id is not None
        and reply.withdrawn_at is None
    )
