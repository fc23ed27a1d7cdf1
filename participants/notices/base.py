"""What every notice from a board to its participants has in common."""

import uuid
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.kinds import Hold, NoticeKind
from bulletin.outbox.models import Notice
from participants.models import Participant
from participants.notices.letter import BOARD_LETTER, ParticipantLetter
from participants.notices.people import away_after, people_of
from sessions.models import Pause

Owed = tuple[Notice, Participant]

# What may change back: a notice dropped for one of these is owed anew once its state is due again.
MAY_BE_OWED_AGAIN = (
    Reason.DEACTIVATED,
    Reason.IN_RESERVE,
    Reason.DECLINED,
    Reason.UNABLE,
    Reason.NO_ADDRESS,
    Reason.BAD_ADDRESS,
    Reason.BOARD_OVER,
    Reason.NOT_OPEN,
)
MOST_TIMES_OWED = 5


class BoardNotice(NoticeKind):
    """From a board to one of its participants; they share a letter, and obey the night."""

    correspondence: ParticipantLetter = BOARD_LETTER

    def holds(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Hold]:
        """While the board is paused nothing leaves it; nothing follows who is away."""
        pauses = Pause.objects.open(now=now)
        paused = set(pauses.values_list("board", flat=True))
        away = away_after((notice.recipient for notice in notices), now=now)
        holds = {}
        for notice in notices:
            if notice.board in paused:
                holds[notice.pk] = Hold(Wait.PAUSED)
            elif back := away.get(notice.recipient):
                holds[notice.pk] = Hold(Wait.AWAY, until=back)
        return holds

    def unwanted(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        people = people_of(notice.recipient for notice in notices)
        reasons: dict[uuid.UUID, Reason] = {}
        owed: list[Owed] = []
        for notice in notices:
            person = people.get(notice.recipient)
            if person is None:
                reasons[notice.pk] = Reason.GONE
            elif person.unreachable:
                reasons[notice.pk] = Reason(person.unreachable)
            elif person.board.reading_is_over(now):
                reasons[notice.pk] = Reason.BOARD_OVER
            else:
                owed.append((notice, person))
        return {**reasons, **self.unwanted_among(owed, now=now)}

    @abstractmethod
    def unwanted_among(self, owed: Sequence[Owed], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        """Which of these are not for their person any more, who can be reached; by notice."""


def settled(kind: str, *, recipient: str, subject: str) -> "QuerySet[Notice]":
    """Notices that keep the same from being planned again, for the outer query's columns."""
    return _owed_before(kind, recipient, subject).exclude(dropped_why__in=MAY_BE_OWED_AGAIN)


def times_owed(kind: str, *, recipient: str, subject: str) -> Coalesce:
    """How often the same was planned before, for the outer query's columns."""
    counted = (
        _owed_before(kind, recipient, subject)
        .order_by()
        .values("recipient")
        .annotate(times=Count("pk"))
        .values("times")
    )
    return Coalesce(Subquery(counted), 0)


def _owed_before(kind: str, recipient: str, subject: str) -> "QuerySet[Notice]":
    return Notice.objects.filter(
        kind=kind, recipient=OuterRef(recipient), subject=OuterRef(subject)
    )
