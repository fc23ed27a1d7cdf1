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
    """One person's standing answer: how and when the first entry was given, how many are, and
    how many of these they are asked to give again."""

    channel: str
    late: bool
    entries: int
    again: int = 0


class Answers:
    """Those that this desk may read of, to these questions, everybody's or one person's: two
    queries."""

    def __init__(
        self, desk: Desk, questions: Collection[Question], person: Participant | None = None
    ) -> None:
        self._given: dict[UUID | None, dict[UUID, Answered]] = defaultdict(dict)
        self._skipped: dict[UUID, dict[UUID, str]] = defaultdict(dict)
        if not questions:
            return
        said = Reply.objects.for_staff(desk.member).answers().standing()
        skips = Skip.objects.filter(question__in=questions)
        if person:
            said, skips = said.filter(participant=person), skips.filter(participant=person)
        self._again_from = {question.pk: question.asked_again_from or 0 for question in questions}
        self._read(said.filter(question__in=questions).order_by("entry"))
        for skip in skips:
            self._skipped[skip.participant_id][skip.question_id] = skip.in_words

    def _read(self, said: QuerySet[Reply]) -> None:
        for who, question, late, channel, version, withdrawn in said.values_list(
            "participant",
            "question",
            "late",
            "current_version__channel",
            "current_version__question_version__number",
            "withdrawn_at",
        ):
            given = self._given[who]
            first = given.get(question, Answered(channel, late, 0))
            is_again = not withdrawn and (version or 0) < self._again_from[question]
            given[question] = first._replace(
                entries=first.entries + 1, again=first.again + is_again
            )

    def of(self, person: Participant) -> Mapping[UUID, Answered]:
        """By question."""
        return self._given[person.pk]

    def skipped_by(self, person: Participant) -> Mapping[UUID, str]:
        """The questions, each with why, as far as that was said."""
        return self._skipped[person.pk]
