"""Boards in states that the demo's three are not in, each with one person who looks."""

from datetime import datetime, timedelta
from typing import Any

from bulletin.accounts.models import User
from participants.models import Participant
from sessions.models import Board, Pause
from tests import factories
from tests.photographs import places

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


def plant_boards(owner: User, now: datetime) -> None:
    """Paused, not opened yet, ended, with a new consent, and not launched."""
    paused, _looker = _board(places.PAUSED, "A board at rest", owner, now)
    Pause.objects.create(
        board=paused, message="Back on Monday at nine.", started_at=now - DAY, started_by=owner
    )
    early, _looker = _board(
        places.EARLY, "A board to come", owner, now, opens_at=now + DAY, choose_pseudonym=True
    )
    factories.stage(early, title="And afterwards", opens_at=now + 3 * DAY)
    ended, looker = _board(places.ENDED, "A board that has ended", owner, now, ends_at=now - DAY)
    question = ended.stages.get().questions.get()
    factories.answer(looker, question, "It was good to be asked.", said_at=now - 2 * DAY)
    asked_again, _looker = _board(places.ASKED_AGAIN, "A board with a new consent", owner, now)
    factories.consent_version(asked_again, published_at=now - DAY)
    _board(places.UNLAUNCHED, "A board being written", owner, now, launched=False)


def _board(
    slug: str,
    title: str,
    owner: User,
    now: datetime,
    *,
    opens_at: datetime | None = None,
    ends_at: datetime | None = None,
    **fields: Any,
) -> tuple[Board, Participant]:
    """With one question, and one person who has consented and said nothing."""
    board = factories.board(
        slug=slug, title=title, owner=owner, ends_at=ends_at or now + WEEK, **fields
    )
    Board.objects.filter(pk=board.pk).update(starts_on=(now - WEEK).date())
    stage = factories.stage(
        board, title="The last meeting", opens_at=opens_at or now - 3 * DAY, due_at=None
    )
    factories.question(stage, prompt="What do you remember of the last meeting?", required=False)
    return board, factories.participant(board, email=places.LOOKER)
