"""Boards on which something is owed, in a zone where it is day, whatever the hour here."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from participants.models import Participant
from sessions.models import Board, Stage
from tests import factories
from tests.live import Installation

INVITED = "You are invited: Communities of practice"
OPENED = "The next part is open: Communities of practice"
LEFT = "Something is left for you to answer: Communities of practice"

_NOON = 12


def zone_where_it_is(hour: int, now: datetime) -> str:
    """A zone without daylight saving whose clocks show this hour."""
    ahead = (hour - now.hour + 11) % 24 - 11
    return f"Etc/GMT{-ahead:+d}"  # the sign counts westward


def board(live: Installation, **fields: Any) -> Board:
    """It was launched long ago, ends in a week, and it is noon in its zone."""
    now = live.now()
    return factories.board(
        timezone=zone_where_it_is(_NOON, now), ends_at=now + timedelta(days=7), **fields
    )


def invitations(live: Installation, count: int) -> list[Participant]:
    """So many people on a new board who are owed nothing but their invitation."""
    return newcomers(board(live), count)


def newcomers(to: Board, count: int) -> list[Participant]:
    """So many more people who are owed their invitation."""
    return [factories.participant(to, consented=False) for _ in range(count)]


def opening(live: Installation, count: int, **fields: Any) -> tuple[Stage, list[Participant]]:
    """A stage with a question that opens in an hour, and so many people who came yesterday."""
    now = live.now()
    made = board(live)
    stage = factories.stage(made, opens_at=now + timedelta(hours=1), **fields)
    factories.question(stage)
    came = now - timedelta(days=1)
    return stage, [factories.participant(made, first_came_at=came) for _ in range(count)]


def addresses(people: Sequence[Participant]) -> list[str]:
    return [person.email for person in people]


def by_their_clock(
    person: Participant, now: datetime, *, hour: int, minute: int = 0, days: int = 0
) -> datetime:
    """The instant at which, so many days from today, this person's clock shows that time."""
    day = now.astimezone(ZoneInfo(person.timezone)) + timedelta(days=days)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)
