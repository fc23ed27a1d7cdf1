"""The invitation: owed once to everybody on a launched board whom mail can reach."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, QuerySet
from django.db.models.functions import Greatest

from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import NewNotice
from bulletin.outbox.models import Notice
from participants.models import Participant
from participants.notices.base import MOST_TIMES_OWED, BoardNotice, Owed, settled, times_owed
from participants.notices.names import INVITATION
from participants.notices.people import reachable


class Invitation(BoardNotice):
    """Never late while the board runs; who has found their way in already needs none."""

    name = INVITATION

    def plan(self, now: datetime) -> Iterable[NewNotice]:
        owed = to_be_invited(now).annotate(due_at=Greatest("board__launched_at", "added_at"))
        for person, board, due_at, times in owed.values_list("pk", "board", "due_at", "times"):
            yield NewNotice(
                recipient=person, subject=board, board=board, nth=times + 1, due_at=due_at
            )

    def unwanted_among(self, owed: Sequence[Owed], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        return {notice.pk: why for notice, person in owed if (why := _why_not(notice, person, now))}


def to_be_invited(now: datetime) -> QuerySet[Any]:
    """Whom the next sweep plans an invitation for, with how many `times` one was planned."""
    invited = settled(INVITATION, recipient="pk", subject="board")
    return (
        reachable()
        .filter(board__launched_at__lte=now, board__ends_at__gt=now, first_came_at=None)
        .exclude(Exists(invited))
        .annotate(times=times_owed(INVITATION, recipient="pk", subject="board"))
        .filter(times__lt=MOST_TIMES_OWED)
    )


def _why_not(notice: Notice, person: Participant, now: datetime) -> Reason | None:
    if not person.board.is_launched(now) or person.board.has_ended(now):
        return Reason.BOARD_OVER
    came = person.first_came_at
    return Reason.HAS_COME if came and came > notice.planned_at else None
