"""People held in reserve: put there, moved in, moved back, and put in somebody's place."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import nudge
from moderation.actions.absences import note_inability
from moderation.actions.inviting import invite_person
from moderation.actions.places import deactivate
from participants.actions.holding import hold_people
from participants.actions.joining_late import open_to_late_joiners
from participants.enums import Provenance
from participants.models import Membership, Participant
from participants.roster.moving import note_move
from sessions.actions.errors import Refused
from sessions.actions.staging import hold
from sessions.models import Board, Segment


class Leaving(Enum):
    """What becomes of whoever is replaced."""

    CLOSED = "closed"
    UNABLE = "unable"


@transaction.atomic
def add_to_reserve(
    *, board: Board, name: str, email: str, segments: Sequence[Segment], by: User, now: datetime
) -> Participant:
    """They are kept at hand: in no count, and invited only once they are moved in.

    Raises Refused as `invite_person`.
    """
    return invite_person(
        board=board, name=name, email=email, segments=segments, by=by, now=now, in_reserve=True
    )


@transaction.atomic
def move_in(*, participant: Participant, by: User, now: datetime) -> bool:
    """They are on the roster, and with an address owed an invitation on a launched board.

    False where they were not in reserve. Raises Refused for somebody who has left, or whose place
    is closed.
    """
    person = _still_here(participant)
    if not person.in_reserve:
        return False
    if person.deactivated_at:
        raise Refused(_("Their place is closed: open it first."))
    person.in_reserve = False
    person.save(update_fields=["in_reserve"])
    note_move(person, by=by, now=now)
    open_to_late_joiners([person], board=person.board, by=by, now=now)
    nudge()
    return True


@transaction.atomic
def move_out(*, participant: Participant, by: User, now: datetime) -> bool:
    """They are in reserve: what they are owed is not sent, and a link they have lets nobody in.

    False where they were there. Raises Refused for somebody who has left, or has come.
    """
    person = _still_here(participant)
    if person.in_reserve:
        return False
    if person.first_came_at:
        raise Refused(_("They have been on the board: close their place instead."))
    person.in_reserve = True
    person.save(update_fields=["in_reserve"])
    note_move(person, by=by, now=now)
    return True


@transaction.atomic
def replace(
    *,
    participant: Participant,
    successor: Participant,
    leaving: Leaving,
    reason: str,
    by: User,
    now: datetime,
) -> bool:
    """The one takes part no more, for this reason, and the other is moved in from the reserve.

    The other holds the same segments in each set in which they held none, but for what the answers
    of the one led to. Each half can be taken back by itself. False where the other was not in
    reserve any more. Raises Refused as `move_in`, and where both are one.
    """
    if successor.pk == participant.pk:
        raise Refused(_("Choose somebody else."), field="successor")
    hold(participant.board)
    hold_people([participant.pk, successor.pk])
    if not move_in(participant=successor, by=by, now=now):
        return False
    if leaving == Leaving.UNABLE:
        note_inability(participant=participant, reason=reason, by=by, now=now)
    else:
        deactivate(participant=participant, reason=reason, by=by, now=now)
    _hand_on_segments(participant, successor, by, now)
    Entry.objects.record(
        "person_replaced",
        now=now,
        actor=by.pk,
        board=participant.board_id,
        subject=participant,
        successor=str(successor.pk),
    )
    return True


def _hand_on_segments(
    participant: Participant, successor: Participant, by: User, now: datetime
) -> None:
    held = Membership.objects.current().filter(participant=successor)
    known = Membership.objects.current().filter(participant=participant)
    handed_on = Segment.objects.filter(
        memberships__in=known.exclude(provenance=Provenance.ROUTED)
    ).exclude(segment_set__in=held.values("segment_set"))
    Membership.objects.give(
        successor,
        handed_on.select_related("segment_set"),
        provenance=Provenance.HAND,
        by=by,
        now=now,
    )


def _still_here(participant: Participant) -> Participant:
    hold(participant.board)
    hold_people([participant.pk])
    person = Participant.objects.select_related("board").get(pk=participant.pk)
    if person.withdrawn_at or person.erased_at:
        raise Refused(_("They have left the board."))
    return person
