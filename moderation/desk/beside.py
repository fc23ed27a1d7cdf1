"""What a desk has beside the replies of a page: each kind of it read for all of them at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from moderation.desk.unread import new_to
from moderation.web import Desk
from participants.models import Reply


@dataclass(frozen=True)
class Beside:
    """By reply; what is not in it has nothing of the kind."""

    new: frozenset[UUID]


def beside(desk: Desk, replies: Iterable[Reply]) -> Beside:
    """One query for each field, however many replies there are."""
    shown = [reply.pk for reply in replies]
    new = Reply.objects.filter(pk__in=shown).filter(new_to(desk.member))
    return Beside(new=frozenset(new.values_list("pk", flat=True)))
