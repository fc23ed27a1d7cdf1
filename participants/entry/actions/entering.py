"""Letting a browser in by a personal link or a code, and out again (rule 10)."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from participants.models import Device, DevicePermission, Participant, PersonalLink


@transaction.atomic
def open_place(*, link: PersonalLink, now: datetime) -> Device | None:
    """Let one more browser in by this link; None where it must first prove itself.

    The first device needs the link alone. A further one needs a code, or a permission from
    staff, which is used up by the next device let in. Two browsers at one instant are taken
    one after the other.
    """
    participant = _locked(link.participant)
    permission = (
        DevicePermission.objects.filter(participant=participant, used_at=None)
        .order_by("given_at")
        .first()
    )
    if permission is None and has_been_entered(participant):
        return None
    if permission is not None:
        permission.used_at = now
        permission.save(update_fields=["used_at"])
    return let_in_by_link(link=link, now=now)


@transaction.atomic
def let_in_by_link(*, link: PersonalLink, now: datetime) -> Device:
    """A device is let in and the use counted; a link that staff copied proves no address."""
    PersonalLink.objects.filter(pk=link.pk).update(
        uses=F("uses") + 1, first_used_at=Coalesce("first_used_at", now)
    )
    proved = "" if link.copied_by_id else link.participant.email
    return _let_in(link.participant, link=link, proved=proved, now=now)


def let_in_elsewhere(*, participant: Participant, now: datetime) -> Device:
    """A device is let in on a further board of somebody whose code has proved the address of both.

    They have come there once they look at it, and not before.
    """
    return Device.objects.create(
        participant=participant, proved_address=participant.email, let_in_at=now
    )


@transaction.atomic
def let_in_by_code(
    *, participant: Participant, now: datetime, link: PersonalLink | None = None
) -> Device:
    """A device is let in by a code that was sent to the person's address and so proves it.

    Raises ValueError for a link to somebody else's place: a code opens its own person's alone.
    """
    if link is not None and link.participant_id != participant.pk:
        raise ValueError("the link and the code are two people's")
    if link is None:
        return _let_in(participant, link=None, proved=participant.email, now=now)
    device = let_in_by_link(link=link, now=now)
    device.proved_address = participant.email
    device.save(update_fields=["proved_address"])
    return device


def sign_out(*, device: Device, now: datetime) -> None:
    """This device acts for nobody any more; another is not touched."""
    Device.objects.filter(pk=device.pk, ended_at=None).update(ended_at=now)


def has_been_entered(participant: Participant) -> bool:
    """Whether a browser was let in here before, signed out since or not.

    What a revoked link let in does not count: that may have been somebody else.
    """
    return (
        Device.objects.filter(participant=participant)
        .filter(Q(link=None) | Q(link__revoked_at=None))
        .exists()
    )


def _locked(participant: Participant) -> Participant:
    return Participant.objects.select_for_update().select_related("board").get(pk=participant.pk)


def _let_in(
    participant: Participant, *, link: PersonalLink | None, proved: str, now: datetime
) -> Device:
    Participant.objects.filter(pk=participant.pk).update(
        first_came_at=Coalesce("first_came_at", now), last_came_at=Coalesce("last_came_at", now)
    )
    return Device.objects.create(
        participant=participant, link=link, proved_address=proved, let_in_at=now
    )
