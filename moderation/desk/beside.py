"""What a desk has beside the replies of a page: each kind of it read for all of them at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from moderation.coding.marking import Marking, markings_for
from moderation.collecting.beside import Collecting, collecting_for
from moderation.desk.notes import NoteLine, notes_beside
from moderation.desk.wording import Wording, wording_of
from moderation.unread import new_to
from moderation.web import Desk
from participants.models import Reply


@dataclass(frozen=True)
class Beside:
    """By reply; what is not in it has nothing of the kind."""

    new: frozenset[UUID]
    markings: dict[UUID, Marking]
    notes: Mapping[UUID, list[NoteLine]]
    collecting: dict[UUID, Collecting]
    wording: Wording


def beside(desk: Desk, replies: Collection[Reply]) -> Beside:
    """One query for each kind, however many replies there are."""
    shown = [reply.pk for reply in replies]
    new = Reply.objects.filter(pk__in=shown).filter(new_to(desk.member))
    return Beside(
        new=frozenset(new.values_list("pk", flat=True)),
        markings=markings_for(desk, replies),
        notes=notes_beside(desk, shown),
        collecting=collecting_for(desk, replies),
        wording=wording_of(desk, replies),
    )
