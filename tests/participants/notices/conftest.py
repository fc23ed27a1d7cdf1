"""The example board, and its week as London's clocks show it."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bulletin.outbox.models import Notice
from participants.models import Participant
from sessions.actions.boards import create_board
from sessions.models import Board
from sessions.script.reading import read_script
from tests import factories

EXAMPLE = Path(__file__).parents[3] / "moderation" / "examples" / "communities-of-practice.yaml"


def london(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in the example's week: 26 is the Friday, 32 the Thursday after."""
    month, day = (4, day - 31) if day > 31 else (3, day)
    return datetime(2021, month, day, hour, minute, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def example(db: None) -> Board:
    """The example's board with its three stages, launched on the Thursday before."""
    board = create_board(
        script=read_script(EXAMPLE.read_text(), EXAMPLE.name),
        owner=factories.user("facilitator@example.org"),
        now=london(24, 12),
    )
    board.launched_at, board.launched_by = london(25, 9), board.staff.get().user
    board.save()
    return board


def release_everything(board: Board) -> None:
    board.stages.update(released_at=london(25, 9), released_by=board.launched_by)


def came(board: Board, when: datetime, **fields: Any) -> Participant:
    """Somebody who came half an hour after being invited, and consented."""
    person = factories.participant(board, first_came_at=when, **fields)
    return invited(person, when - timedelta(minutes=30))


def invited(person: Participant, when: datetime) -> Participant:
    """To this person an invitation was sent at that time."""
    Notice.objects.create(
        kind="invitation",
        board=person.board_id,
        recipient=person.pk,
        subject=person.board_id,
        planned_at=when,
        due_at=when,
        sent_at=when,
    )
    return person


def planned(kind: str) -> list[tuple[str, datetime]]:
    """The names of those to whom it is owed, with the instant at which it was due."""
    names = dict(Participant.objects.values_list("pk", "name"))
    notices = Notice.objects.filter(kind=kind, sent_at__isnull=True, dropped_at=None)
    return sorted((names[notice.recipient], notice.due_at) for notice in notices)
