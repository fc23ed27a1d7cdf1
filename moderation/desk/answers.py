"""Who answered and who skipped what, without a word of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from moderation.web import Desk
from participants.models import Participant, Reply, Skip
from sessions.models import Question


class Answered(NamedTuple):
    """One person's standing answer: how and when the first entry was given, and how many are."""

    channel: str
    late: bool
    entries: int


class Answers:
    """Those that this desk may read of, to these questions, everybody's or one person's: two
    queries."""

    def __init__(
        self, desk: Desk, questions: Collection[Question], person: Participant | None = None
    ) -> None:
        self._given: dict[UUID | None, dict[UUID, Answered]] = defaultdict(dict)
        self._skipped: dict[UUID, set[UUID]] = defaultdict(set)
        if not questions:
            return
        said = Reply.objects.for_staff(desk.member).answers().standing()
        skips = Skip.objects.filter(question__in=questions)
        if person:
            said, skips = said.filter(participant=person), skips.filter(participant=person)
        self._read(said.filter(question__in=questions).order_by("entry"))
        for who, question in skips.values_list("participant", "question"):
            self._skipped[who].add(question)

    def _read(self, said: QuerySet[Reply]) -> None:
        for who, question, late, channel in said.values_list(
            "participant", "question", "late", "current_version__channel"
        ):
            given = self._given[who]
            first = given.get(question)
            given[question] = (
                first._replace(entries=first.entries + 1) if first else Answered(channel, late, 1)
            )

    def of(self, person: Participant) -> Mapping[UUID, Answered]:
        """By question."""
        return self._given[person.pk]

    def skipped_by(self, person: Participant) -> Collection[UUID]:
        return self._skipped[person.pk]
