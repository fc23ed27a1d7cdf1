"""Who is held in reserve, and what follows on moving somebody in."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bulletin.text.moments import day_and_time
from moderation.desk.names import naming_for
from moderation.web import Desk
from participants.actions.joining_late import late_until
from participants.models import Membership, Participant


@dataclass(frozen=True)
class ReserveLine:
    """`follows` says what moving them in brings."""

    name: str
    url: str
    segments: str
    added_at: datetime
    follows: str
    moving_in: str


def reserve_of(desk: Desk) -> list[tuple[Participant, str]]:
    """Those who can be moved in, with the names that this desk sees: one query."""
    people = list(
        desk.board.participants.filter(
            in_reserve=True, withdrawn_at=None, erased_at=None, deactivated_at=None
        ).order_by("added_at", "name", "id")
    )
    name_of = naming_for(desk, people)
    return [(person, name_of(person)) for person in people]


def lines_of(desk: Desk) -> list[ReserveLine]:
    """Two queries, however many there are."""
    reserve = reserve_of(desk)
    held: dict[Any, list[str]] = defaultdict(list)
    current = Membership.objects.current().filter(
        participant__in=[person for person, _name in reserve]
    )
    for person, value in current.values_list("participant", "segment__value"):
        held[person].append(value)
    slug = desk.board.slug
    return [
        ReserveLine(
            name=name,
            url=reverse("desk_person", args=[slug, person.pk]),
            segments=", ".join(sorted(held[person.pk])),
            added_at=person.added_at,
            follows=after_moving_in(desk, person),
            moving_in=reverse("desk_moving_in", args=[slug, person.pk]),
        )
        for person, name in reserve
    ]


def after_moving_in(desk: Desk, person: Participant) -> str:
    """Without a query."""
    board = desk.board
    if not person.email:
        words = _("They have no address: nobody is told by e-mail.")
    elif board.has_ended(desk.now):
        words = _("The board is over: nobody is told by e-mail.")
    elif board.is_launched(desk.now):
        words = _("They are invited by e-mail, not at night.")
    else:
        words = _("They are invited by e-mail when the board is launched.")
    return " ".join([_("They are on the roster, and count."), words, *what_late_joiners_find(desk)])


def what_late_joiners_find(desk: Desk) -> list[str]:
    """One sentence where the board opens closed stages to whoever comes late, else none."""
    until = late_until(desk.board, desk.now)
    if until is None:
        return []
    when = {"when": day_and_time(until, timezone.get_current_timezone())}
    return [_("Stages that have closed are open to them until %(when)s.") % when]
