"""How many entries each diary wants of each person by now: a daily one's come day by day."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from participants.days import Openings, days_between
from sessions.models import Question


class Diaries:
    """Of these questions, with their stages and board at hand; no query, unless a daily diary
    stands in a stage that opens by progress."""

    def __init__(
        self, questions: Iterable[Question], people: Collection[UUID], now: datetime
    ) -> None:
        diaries = [question for question in questions if question.entries > 1]
        self._daily = [question for question in diaries if question.is_daily]
        self._openings = Openings(people, [question.stage for question in self._daily])
        self._entries = {question.pk: question.entries for question in diaries}
        self._now = now

    def wanted_of(self, person: UUID) -> Mapping[UUID, int]:
        """By question."""
        return self._entries | self.come_for(person) if self._daily else self._entries

    def come_for(self, person: UUID) -> dict[UUID, int]:
        """Up to which entry each daily diary has come."""
        come = {}
        for question in self._daily:
            opened_at = self._openings.of(person, question.stage)
            days = days_between(question, opened_at, self._now)
            come[question.pk] = days.come if days else 0
        return come
