"""What this browser remembers: its place on each board, and the codes it has asked for.

Kept in Django's own session store; no login user is needed and none is signed in.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from participants.entry.looked import Looked
from participants.models import Device, EntryCode, Participant
from participants.models.entry import CODE_ATTEMPTS, CODE_LASTS

_PLACES = "places"
_CODES = "entry-codes"


def devices_of(request: HttpRequest) -> list[uuid.UUID]:
    """What this browser remembers to have been let in as, on whatever boards."""
    return [uuid.UUID(place["device"]) for place in _places(request).values()]


def boards_of(request: HttpRequest) -> set[uuid.UUID]:
    """The boards on which this browser remembers a place."""
    return {uuid.UUID(board) for board in _places(request)}


def device_of(request: HttpRequest, participant: Participant) -> Device | None:
    """This browser's device, while it is let in as this very person."""
    place = _places(request).get(str(participant.board_id))
    if place is None:
        return None
    return Device.objects.let_in().filter(pk=place["device"], participant=participant).first()


def remember(request: HttpRequest, device: Device) -> None:
    """From now on this browser acts as the device's person on that person's board."""
    request.session.cycle_key()
    board = str(device.participant.board_id)
    place = {"device": str(device.pk), "came": device.let_in_at.isoformat()}
    request.session[_PLACES] = _places(request) | {board: place}
    request.session.pop(_CODES, None)


def forget(request: HttpRequest, device: Device) -> None:
    places = _places(request)
    places.pop(str(device.participant.board_id), None)
    request.session[_PLACES] = places


def here_before(request: HttpRequest, device: Device) -> datetime | None:
    """When the person was last here before this visit; None on the first one."""
    since = _places(request).get(str(device.participant.board_id), {}).get("since")
    return datetime.fromisoformat(since) if since else None


def begin_visit(request: HttpRequest, device: Device, *, since: datetime) -> None:
    """This visit's news is what was posted after `since`."""
    board = str(device.participant.board_id)
    places = _places(request)
    places[board] = places[board] | {"since": since.isoformat()}
    request.session[_PLACES] = places


def looked_with(request: HttpRequest, device: Device) -> Looked:
    """What this browser has shown of what others wrote there."""
    place = _places(request).get(str(device.participant.board_id), {})
    came = place.get("came")
    return Looked(datetime.fromisoformat(came) if came else None, place.get("shown", {}))


def note_shown(request: HttpRequest, device: Device, question: uuid.UUID, *, last: int) -> None:
    """The question's page has shown what others wrote there, the latest at the instant `last`."""
    board = str(device.participant.board_id)
    places = _places(request)
    shown = places[board].get("shown", {}) | {str(question): last}
    places[board] = places[board] | {"shown": shown}
    request.session[_PLACES] = places


@dataclass(frozen=True, slots=True)
class AskedCodes:
    """Codes this browser waits for. None were sent where the address is not known here;
    nothing that a person can see tells the two apart."""

    ids: tuple[str, ...]
    asked_at: datetime
    tries: int = 0

    @property
    def tries_left(self) -> int:
        return max(0, CODE_ATTEMPTS - self.tries)

    def has_run_out(self, now: datetime) -> bool:
        return now >= self.asked_at + CODE_LASTS

    def tried(self) -> "AskedCodes":
        return replace(self, tries=self.tries + 1)


def asked_codes(request: HttpRequest) -> AskedCodes | None:
    kept: dict[str, Any] | None = request.session.get(_CODES)
    if kept is None:
        return None
    return AskedCodes(
        ids=tuple(kept["ids"]),
        asked_at=datetime.fromisoformat(kept["asked_at"]),
        tries=kept["tries"],
    )


def await_codes(request: HttpRequest, codes: Sequence[EntryCode], *, now: datetime) -> None:
    """Codes asked for earlier are of no use to this browser any more."""
    keep_codes(request, AskedCodes(ids=tuple(str(code.pk) for code in codes), asked_at=now))


def keep_codes(request: HttpRequest, asked: AskedCodes) -> None:
    request.session[_CODES] = {
        "ids": list(asked.ids),
        "asked_at": asked.asked_at.isoformat(),
        "tries": asked.tries,
    }


def _places(request: HttpRequest) -> dict[str, dict[str, Any]]:
    return dict(request.session.get(_PLACES, {}))
