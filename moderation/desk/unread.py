"""What is new to one staff member: what they have not read as it stands now."""

from django.db.models import Exists, OuterRef, Q

from moderation.models import Seen
from sessions.models import StaffMember


def new_to(member: StaffMember) -> Q:
    """True for the replies that this member has not read since they were written or corrected.

    One's own words are never new, nor is a tombstone, where nothing is left to read.
    """
    as_it_stands = Seen.objects.filter(
        member=member,
        reply=OuterRef("pk"),
        seen_at__gte=OuterRef("current_version__submitted_at"),
    )
    return ~Q(staff=member) & Q(withdrawn_at=None) & ~Q(Exists(as_it_stands))
