"""A question as it is put to one person now, with what they have answered."""

import uuid
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from bulletin.statements import Statement
from participants.actions.drafting import Box
from participants.board.rows import Row
from participants.days import Days, days_for
from participants.gate.openness import open_stages
from participants.gate.reader import facts_of, reader_with
from participants.kinds import KINDS
from participants.kinds.base import AnsweringKind
from participants.models import Participant, Reply
from sessions.enums import Kind
from sessions.models import Question


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What stands as one's answer; `is_withdrawn` where one has taken it back: then it is given,
    and may be given anew."""

    version: uuid.UUID
    is_rejected: bool
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is put to one person now, with what they have answered, by entry; `again`
    are the entries that they are asked for again, `days` those of a daily diary."""

    question: Question
    participant: Participant
    now: datetime
    own: Mapping[int, OwnAnswer]
    again: AbstractSet[int] = frozenset()
    days: Days | None = None

    @property
    def kind(self) -> AnsweringKind:
        return KINDS[Kind(self.question.kind)]

    @property
    def next_entry(self) -> int | None:
        """The first entry without a standing answer, or asked for again; None when all are
        there. Of a daily diary today's goes before the days that were missed."""
        today = self.days.come if self.days else 0
        if today and self.is_wanted(today):
            return today
        return next(iter(self.wanted), None)

    @property
    def come(self) -> int:
        """Up to which entry it can be answered by now."""
        if self.question.is_daily:
            return self.days.come if self.days else 0
        return self.question.entries

    @property
    def wanted(self) -> list[int]:
        return [entry for entry in range(1, self.come + 1) if self.is_wanted(entry)]

    def is_wanted(self, entry: int) -> bool:
        return entry in self.again or not self.has_answered(entry)

    def has_answered(self, entry: int) -> bool:
        return entry in self.own and not self.own[entry].is_rejected

    def has_taken_back(self, entry: int) -> bool:
        return self.has_answered(entry) and self.own[entry].is_withdrawn

    def corrects(self, entry: int) -> bool:
        """Whether there is something to correct, rather than to be given, maybe anew."""
        return self.has_answered(entry) and not self.own[entry].is_withdrawn

    def day_of(self, entry: int) -> date | None:
        return self.days.day_of(entry) if self.days else None

    def box(self, entry: int) -> Box:
        return Box(self.participant, self.question, entry)


def asked_of(question: Question, participant: Participant, now: datetime) -> Asked:
    """One query, for one's own answers, which are always one's own to read; and one for what is
    asked again, if anything is."""
    answers = Reply.objects.answers().filter(participant=participant, question=question)
    own = {
        entry: OwnAnswer(version, rejected_at is not None, withdrawn_at is not None)
        for entry, version, rejected_at, withdrawn_at in answers.values_list(
            "entry", "current_version_id", "rejected_at", "withdrawn_at"
        )
        if version is not None
    }
    return _asked(question, participant, now, own)


def asked_among(
    rows: Iterable[Row], question: Question, participant: Participant, now: datetime
) -> Asked:
    """The same from what this person has just been found to read here, without the first query."""
    me = str(participant.pk)
    own = {
        row.entry: OwnAnswer(uuid.UUID(row.version), row.rejected, row.withdrawn)
        for row in rows
        if row.is_answer and row.participant == me
    }
    return _asked(question, participant, now, own)


def _asked(
    question: Question, participant: Participant, now: datetime, own: Mapping[int, OwnAnswer]
) -> Asked:
    again = _asked_again(question, participant, now)
    return Asked(question, participant, now, own, again, days_for(participant, question, now))


@Statement
def entries_asked_again(
    reader: uuid.UUID, board: uuid.UUID, tester: bool, question: uuid.UUID, now: datetime
) -> QuerySet[Any, Any]:
    """Those of this person's, while the question's stage takes answers from them."""
    person = reader_with(reader, board, tester=tester)
    return (
        Reply.objects.asked_again()
        .filter(
            participant=reader,
            question=question,
            question__stage__in=open_stages.ids(person, now),
        )
        .values_list("entry")
    )


def _asked_again(question: Question, participant: Participant, now: datetime) -> frozenset[int]:
    if question.asked_again_from is None:
        return frozenset()
    found = entries_asked_again(**facts_of(participant), question=question.pk, now=now)
    return frozenset(entry for (entry,) in found)
