"""What every notice from a board to its participants has in common."""

import uuid
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.kinds import Hold, NoticeKind
from bulletin.outbox.models import Notice
from participants.models import Participant
from participants.notices.letter import BOARD_LETTER
from participants.notices.people import day_of, morning_of, people_of
from sessions.models import Pause

if TYPE_CHECKING:
    from participants.notices.people import Person

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

    correspondence = BOARD_LETTER

    def holds(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Hold]:
        """While the board is paused nothing leaves it; nothing follows who is away."""
        pauses = Pause.objects.open(now=now).filter(board__grace_ends_at__gt=now)
        paused = set(pauses.values_list("board", flat=True))
        people = people_of(notice.recipient for notice in notices)
        holds = {}
        for notice in notices:
            person = people.get(notice.recipient)
            if notice.board in paused:
                holds[notice.pk] = Hold(Wait.PAUSED)
            elif person and (back := person.away_until) and back > day_of(person, now):
                holds[notice.pk] = Hold(Wait.AWAY, until=morning_of(person, back))
        return holds

    def unwanted(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        people = people_of(notice.recipient for notice in notices)
        reasons = {}
        for notice in notices:
            person = people.get(notice.recipient)
            why = self._why_not(notice, person, now)
            if why:
                reasons[notice.pk] = why
        return reasons

    def _why_not(self, notice: Notice, person: "Person | None", now: datetime) -> Reason | None:
        if person is None:
            return Reason.GONE
        if person.unreachable:
            return Reason(person.unreachable)
        return self.unwanted_by(person, notice, now=now)

    @abstractmethod
    def unwanted_by(self, person: Participant, notice: Notice, *, now: datetime) -> Reason | None:
        """Why this notice is not for this person any more, who can be reached; None where it is."""


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
