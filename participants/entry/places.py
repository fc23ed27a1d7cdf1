"""The places that one browser holds, each with what waits there; and whom one code lets in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, QuerySet
from django.http import HttpRequest

from participants.entry import browser
from participants.entry.standing import Standing, standing_of
from participants.gate.questions import may_read
from participants.models import Device, Participant
from participants.notices.left import stages_left_to_each
from sessions.models import Board, Pause
from sessions.models.board import still_read


@dataclass(frozen=True, slots=True)
class Place:
    """One person's place on one board: where they stand with it, and how many answers are left
    to give now."""

    participant: Participant
    standing: Standing
    has_ended: bool
    is_paused: bool
    left: int

    @property
    def board(self) -> Board:
        return self.participant.board


def places_of_browser(request: HttpRequest, *, now: datetime) -> list[Place]:
    """The one let in last first. A fixed number of queries, but for those who do not take part."""
    arrivals = _arrivals(request, now)
    people = [person for person, _reads in arrivals]
    standings = {person.pk: standing_of(person, now, may_read=reads) for person, reads in arrivals}
    taking_part = [one for one in people if standings[one.pk] is Standing.TAKING_PART]
    left: Counter[object] = Counter()
    for (person, _stage), number in stages_left_to_each(taking_part, now).items():
        left[person] += number
    boards = [person.board_id for person in people]
    paused = set(
        Pause.objects.open(now=now).filter(board__in=boards).values_list("board", flat=True)
    )
    return [
        Place(
            participant=person,
            standing=standings[person.pk],
            has_ended=person.board.has_ended(now),
            is_paused=person.board_id in paused,
            left=left[person.pk],
        )
        for person in people
    ]


def _arrivals(request: HttpRequest, now: datetime) -> list[tuple[Participant, bool]]:
    """Whoever this browser is let in as, with whether the gate lets them read. One query."""
    reads = ExpressionWrapper(may_read(OuterRef("participant"), now), BooleanField())
    devices: QuerySet[Any, Any] = (
        Device.objects.let_in()
        .filter(still_read(now, "participant__board__"), pk__in=browser.devices_of(request))
        .annotate(reads=reads)
        .order_by("-let_in_at", "pk")
    )
    return [(device.participant, device.reads) for device in devices]


def places_at(address: str, *, now: datetime) -> QuerySet[Participant]:
    """The places that this address may come back to, the newest board first."""
    return (
        Participant.objects.filter(
            still_read(now),
            email__iexact=address,
            address_bad_at=None,
            deactivated_at=None,
            erased_at=None,
            in_reserve=False,
            board__launched_at__isnull=False,
        )
        .select_related("board")
        .order_by("-board__launched_at", "pk")
    )


def are_one_persons(places: Sequence[Participant]) -> bool:
    """Whether one person holds all of these, which have one address. No query for one alone.

    Two share it where they go by two names, or where two of any board ever had it, one of them
    maybe shut out since: then nobody can tell whose the others are (rule 16). Erasure takes an
    address away, and leaves the names of the others.
    """
    if len(places) < 2:
        return True
    if len({_folded(place.name) for place in places}) > 1:
        return False
    held = Participant.objects.filter(email__iexact=places[0].email)
    boards = list(held.values_list("board", flat=True))
    return len(set(boards)) == len(boards)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
