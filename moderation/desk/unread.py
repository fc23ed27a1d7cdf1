"""How much is new to whoever sits at a desk."""

from uuid import UUID

from django.db.models import Count

from moderation.unread import new_to
from moderation.web import Desk
from participants.models import Reply


def new_by(desk: Desk, field: str) -> dict[UUID, int]:
    """How many replies are new to this desk, by what this field of them names. One query.

    Counted by itself: as one number among others it would be looked up reply by reply.
    """
    new = Reply.objects.for_staff(desk.member).filter(new_to(desk.member), board=desk.board)
    counted = new.order_by().values(field).annotate(number=Count("pk"))
    return dict(counted.values_list(field, "number"))
