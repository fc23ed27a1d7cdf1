"""What is new to one staff member: what they have not read as it stands now."""

from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from moderation.models import Seen
from moderation.web import Desk
from participants.models import Reply
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


def new_by(desk: Desk, field: str) -> dict[UUID, int]:
    """How many replies are new to this desk, by what this field of them names. One query.

    Counted by itself: as one number among others it would be looked up reply by reply.
    """
    new = Reply.objects.for_staff(desk.member).filter(new_to(desk.member), board=desk.board)
    counted = new.order_by().values(field).annotate(number=Count("pk"))
    return dict(counted.values_list(field, "number"))
