"""Who stands at the door: a device, its person, their board and their consent, in one statement."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from bulletin.statements import Columns, Statement
from participants.gate.questions import may_read
from participants.models import Device, Participant
from sessions.models import Board
from sessions.models.board import still_read

# What no page asks of every visitor is left behind: instants are slow to read.
_DEVICE = Columns(Device, but={"proved_address", "let_in_at", "ended_at"})
_PERSON = Columns(Participant, but={"user", "added_at", "first_came_at", "deactivated_by"})
_BOARD = Columns(
    Board,
    but={
        "created_at",
        "made_by_form",
        "ends",
        "withdrawal",
        "purpose",
        "afterwards",
        "conduct",
        "welcome",
        "farewell",
        "archived_at",
        "archived_by",
        "reading",
        "launched_by",
        "first_posted_at",
    },
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A device that is let in; whether its person may read is the gate's answer."""

    device: Device
    may_read: bool


@Statement
def let_in(devices: list[uuid.UUID], slug: str, now: datetime) -> QuerySet[Any, Any]:
    these = RawSQL("SELECT unnest(%s)", [devices])
    reads = ExpressionWrapper(may_read(OuterRef("participant"), now), BooleanField())
    return (
        Device.objects.let_in()
        .filter(
            still_read(now, "participant__board__"),
            pk__in=these,
            participant__board__slug=slug,
        )
        .annotate(reads=reads)
        .values_list(
            "reads", *_DEVICE.of(), *_PERSON.of("participant__"), *_BOARD.of("participant__board__")
        )
    )


def arrival_of(devices: Sequence[uuid.UUID], slug: str, now: datetime) -> Arrival | None:
    """The one of these devices that is let in on the board of this slug. One query at most."""
    found = let_in(devices=devices, slug=slug, now=now) if devices else []
    if not found:
        return None
    reads, *values = found[0]
    device = _DEVICE.made(values[: _DEVICE.number])
    device.participant = _PERSON.made(values[_DEVICE.number : -_BOARD.number])
    device.participant.board = _BOARD.made(values[-_BOARD.number :])
    return Arrival(device, reads)
