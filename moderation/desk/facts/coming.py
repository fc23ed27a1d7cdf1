"""How somebody came to the board, on which devices, and what they consented to."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from moderation.desk.facts.base import Fact, FactKind, by
from participants.models import Consent, Device, Participant


def coming(person: Participant) -> Iterator[Fact]:
    for at, what in (
        (person.added_at, _("Put on the roster")),
        (person.first_came_at, _("Came for the first time")),
        (_last_came(person), _("Came for the last time so far")),
        (person.muted_at, _("Asked for no more reminders")),
    ):
        if at:
            yield Fact(at, what, FactKind.COMING)
    yield from _devices(person)
    yield from _consents(person)


def _last_came(person: Participant) -> datetime | None:
    return person.last_came_at if person.last_came_at != person.first_came_at else None


def _devices(person: Participant) -> Iterator[Fact]:
    for device in Device.objects.filter(participant=person).select_related("link"):
        way = {"way": _way_in(device)}
        yield Fact(device.let_in_at, _("Let in on a device by %(way)s") % way, FactKind.COMING)
        if device.ended_at:
            words = _("Signed out on the device let in by %(way)s") % way
            yield Fact(device.ended_at, words, FactKind.COMING)


def _way_in(device: Device) -> str:
    if device.link is None:
        return _("a code to their address")
    if not device.link.copied_by_id:
        return _("the link in a mail")
    if device.proved_address:
        return _("a link that staff copied, and a code to their address")
    return _("a link that staff copied")


def _consents(person: Participant) -> Iterator[Fact]:
    for consent in Consent.objects.filter(participant=person).select_related("version"):
        words = (
            _("Consented to version %(number)d")
            if consent.given_at
            else _("Declined version %(number)d")
        )
        at = consent.given_at or consent.declined_at
        assert at is not None
        said = words % {"number": consent.version.number} + by(consent.channel)
        yield Fact(at, said, FactKind.COMING)
