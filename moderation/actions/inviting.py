"""Somebody is put on the roster by hand."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import nudge
from bulletin.privacy.enums import Destroyable
from participants.actions.joining_late import open_to_late_joiners
from participants.enums import Provenance
from participants.models import Membership, Participant
from participants.pseudonyms import new_pseudonym
from sessions.actions.destroying import refuse_to_bring_back
from sessions.actions.errors import Refused
from sessions.actions.staging import hold
from sessions.models import Board, Segment, StaffMember
from sessions.models.staff_member import READERS


@transaction.atomic
def invite_person(
    *,
    board: Board,
    name: str,
    email: str,
    segments: Sequence[Segment],
    by: User,
    now: datetime,
    tester: bool = False,
    in_reserve: bool = False,
) -> Participant:
    """They have a place and a pseudonym, and with an address are owed an invitation once the
    board is launched; not while they are `in_reserve`.

    Two people may share an address. Raises Refused for somebody of this name and address who
    is there already, and for staff of this board: nobody is both, but staff may be testers.
    """
    name, email = name.strip(), email.strip()
    hold(board)
    refuse_doubles(board, name, email, may_be_staff=tester)
    person = Participant.objects.create(
        board=board,
        name=name,
        pseudonym=new_pseudonym(board),
        email=email,
        timezone=board.timezone,
        language=board.language,
        tester=tester,
        in_reserve=in_reserve,
        added_at=now,
    )
    Membership.objects.give(person, segments, provenance=Provenance.HAND, by=by, now=now)
    action = "tester_invited" if tester else "person_invited"
    action = "person_put_in_reserve" if in_reserve else action
    Entry.objects.record(action, now=now, actor=by.pk, board=board.pk, subject=person)
    if not in_reserve:
        open_to_late_joiners([person], board=board, by=by, now=now)
    nudge()
    return person


def refuse_doubles(
    board: Board,
    name: str,
    email: str,
    *,
    but: Participant | None = None,
    may_be_staff: bool = False,
) -> None:
    """Raises Refused for staff's address, where somebody, `but` for this person, is alike, and
    where the board has destroyed its names or addresses.

    `may_be_staff` lets those be who read everything anyway: nobody else on the staff reads with
    a participant's eyes.

    The board should be held.
    """
    given = {Destroyable.KEY: name, Destroyable.CONTACTS: email}
    refuse_to_bring_back(board.pk, *(what for what, said in given.items() if said))
    staff = StaffMember.objects.current().filter(board=board, user__email__iexact=email)
    if may_be_staff:
        staff = staff.exclude(role__in=READERS)
    if email and staff.exists():
        raise Refused(_("Somebody with this address is on the staff."), field="email")
    there = board.participants.filter(name__iexact=name, email__iexact=email, erased_at=None)
    if (there.exclude(pk=but.pk) if but else there).exists():
        raise Refused(_("Somebody of this name is on the roster already."), field="name")
