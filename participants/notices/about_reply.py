"""What notices about one reply, which their recipient may read, have in common."""

import uuid
from abc import abstractmethod
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, QuerySet

from bulletin.outbox.kinds import NewNotice
from bulletin.outbox.models import Notice
from participants.gate.prepared import Prepared
from participants.models import Participant, Reply
from participants.notices.base import MOST_TIMES_OWED, BoardNotice, settled, times_owed
from participants.notices.people import people_of


class AboutReply(BoardNotice):
    """Its subject is the reply. It says nothing of anybody's words (rule 8)."""

    whose: str
    """The way from the reply to whom it is told."""
    since: str
    """The reply's field that says when it was owed."""
    readable: "Prepared[Reply]"
    """Of what it tells, what its reader may read: asked when it is planned, and when it is sent."""

    @abstractmethod
    def waiting(self, now: datetime) -> QuerySet[Reply]:
        """The replies of which somebody who can be reached is to be told."""

    def told(self) -> QuerySet[Notice]:
        """What keeps the outer query's reply from being told again."""
        return settled(self.name, recipient=self.whose, subject="pk")

    def plan(self, now: datetime) -> Iterable[NewNotice]:
        """One query where nothing waits, else a few, however much does."""
        times = times_owed(self.name, recipient=self.whose, subject="pk")
        waiting = self.waiting(now).exclude(Exists(self.told())).annotate(times=times)
        owed: list[tuple[Any, ...]] = list(
            waiting.filter(times__lt=MOST_TIMES_OWED).values_list(
                self.whose, "pk", "board", self.since, "times"
            )
        )
        if not owed:
            return
        readable = self.readable_to(people_of(person for person, *_ in owed).values(), now)
        for person, reply, board, due_at, times in owed:
            if (person, reply) in readable:
                yield NewNotice(
                    recipient=person, subject=reply, board=board, nth=times + 1, due_at=due_at
                )

    def readable_to(
        self, people: Collection[Participant], now: datetime
    ) -> set[tuple[uuid.UUID, uuid.UUID]]:
        return self.readable.of_each(people, now)
