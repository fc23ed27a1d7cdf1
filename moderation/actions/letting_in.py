"""Staff help somebody in: a copied link, one more device, links that stop working (rule 10)."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.web.addresses import absolute
from participants.models import DevicePermission, Participant, PersonalLink


@transaction.atomic
def copy_link(*, participant: Participant, by: User, now: datetime) -> str:
    """The whole address of a new personal link, shown once; it proves no address.

    Every call makes another link; the older ones go on working.
    """
    token = PersonalLink.objects.issue(participant, now=now, by=by)
    _record("link_copied", participant, by, now)
    return absolute(reverse("personal_link", args=[token]))


@transaction.atomic
def revoke_links(*, participant: Participant, by: User, now: datetime) -> bool:
    """No link made so far opens this person's place, and the devices it let in are out.

    False where there was none to revoke. Their next mail carries a new link.
    """
    revoked = PersonalLink.objects.filter(participant=participant, revoked_at=None).update(
        revoked_at=now, revoked_by=by
    )
    if revoked:
        _record("links_revoked", participant, by, now)
    return bool(revoked)


@transaction.atomic
def allow_device(*, participant: Participant, by: User, now: datetime) -> bool:
    """The next device that opens this person's link is let in without a code.

    False where a permission given before waits unused.
    """
    if DevicePermission.objects.filter(participant=participant, used_at=None).exists():
        return False
    DevicePermission.objects.create(participant=participant, given_at=now, given_by=by)
    _record("device_allowed", participant, by, now)
    return True


def view_identity(*, participant: Participant, by: User, now: datetime) -> None:
    """Leave the trace that `by` looked at the name and address behind a pseudonym."""
    _record("identity_viewed", participant, by, now)


def _record(action: str, participant: Participant, by: User, now: datetime) -> None:
    Entry.objects.record(
        action, now=now, actor=by.pk, board=participant.board_id, subject=participant
    )
