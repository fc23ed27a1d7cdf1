"""A person's address or name is put right, without a stranger keeping the way in (rule 10)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from moderation.actions.inviting import refuse_doubles
from participants.models import Device, EntryCode, Participant, PersonalLink
from participants.notices.inviting_again import owe_invitation
from sessions.actions.errors import Refused
from sessions.actions.staging import hold


@transaction.atomic
def correct_address(*, participant: Participant, email: str, by: User, now: datetime) -> bool:
    """Mail goes to the new address from now on, and the old one lets nobody in any more.

    Links and codes sent there are dead, the devices they let in are signed out, and a login
    user whom a code sent there had joined to the place is joined no longer. A link that staff
    copied goes on working. Where mail may be sent, an invitation with a new link is owed.

    An empty address takes theirs away. False where it is the same. Raises Refused for an
    address of staff of this board, for a double, and for somebody who has left.
    """
    email = email.strip()
    hold(participant.board)
    person = _still_here(participant)
    if person.email == email:
        return False
    refuse_doubles(person.board, person.name, email, but=person, may_be_staff=person.tester)
    _shut_the_old_way_in(person, by, now)
    person.email, person.address_bad_at, person.user = email, None, None
    person.save(update_fields=["email", "address_bad_at", "user"])
    Entry.objects.record(
        "address_corrected", now=now, actor=by.pk, board=person.board_id, subject=person
    )
    owe_invitation(person, now=now)
    return True


@transaction.atomic
def correct_name(*, participant: Participant, name: str, by: User, now: datetime) -> bool:
    """They go by this name wherever a real name is shown, also on what they said before.

    False where it is the same. Raises Refused for a double, and for somebody who has left.
    """
    name = name.strip()
    hold(participant.board)
    person = _still_here(participant)
    if person.name == name:
        return False
    refuse_doubles(person.board, name, person.email, but=person, may_be_staff=person.tester)
    person.name = name
    person.save(update_fields=["name"])
    Entry.objects.record(
        "name_corrected", now=now, actor=by.pk, board=person.board_id, subject=person
    )
    return True


def _still_here(participant: Participant) -> Participant:
    """As they are now, held until the transaction ends. Raises Refused for who has left."""
    person = Participant.objects.select_for_update().get(pk=participant.pk)
    person.board = participant.board
    if person.withdrawn_at or person.erased_at:
        raise Refused(_("They hold no place on this board any more."))
    return person


def _shut_the_old_way_in(person: Participant, by: User, now: datetime) -> None:
    """A stranger may have read what was sent to the old address."""
    let_in_by(person).update(ended_at=now)
    PersonalLink.objects.filter(participant=person, revoked_at=None, copied_by=None).update(
        revoked_at=now, revoked_by=by
    )
    EntryCode.objects.filter(participant=person, used_at=None, expires_at__gt=now).update(
        expires_at=now
    )


def let_in_by(person: Participant) -> "QuerySet[Device]":
    """The devices that what was sent to this person's address has let in, signed in still."""
    by_mail = Q(link__isnull=False, link__copied_by=None)
    by_code = Q(proved_address__iexact=person.email) & ~Q(proved_address="")
    return Device.objects.filter(by_mail | by_code, participant=person, ended_at=None)
