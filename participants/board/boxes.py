"""The box in which a question is answered: what stands in it, and whether it takes anything."""

import uuid
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from bulletin.statements import Statement
from bulletin.text import plain
from bulletin.text.moments import whole_day
from participants import rules
from participants.actions.drafting import Box
from participants.board.receiving import PRESSED
from participants.board.rows import Row
from participants.days import Days, begins_before, days_for
from participants.gate.openness import open_stages, until_for
from participants.gate.reader import facts_of, reader_with
from participants.kinds import KINDS
from participants.kinds.base import AnswerForm, AnsweringKind, Fields, carried_over, content_of
from participants.models import Draft, Participant, Reply, ReplyVersion
from sessions.enums import Kind
from sessions.models import Question

_STEERING = {
    "csrfmiddlewaretoken",
    "entry",
    "version",
    "seen",
    "keep",
    "parent",
    "waited",
    "whose",
    "upload",
    *PRESSED,
}


@dataclass(slots=True)
class AnswerBox:
    """One entry's box. `shut` says why it takes nothing; what was typed stays readable in it.

    `seen` is when this box was last touched as far as this page knows (see `save_draft`);
    `newer` a draft that another tab or device has kept meanwhile. `again` where the wording was
    changed since it was answered, and the answer is asked for again; `anew` where one has taken
    one's answer back. `day` is the one that an entry of a daily diary is for. `unkept` where no
    draft holds what was typed.
    """

    kind: AnsweringKind
    form: AnswerForm
    entry: int
    corrects: bool
    seen: datetime | None
    draft: Draft | None = None
    shut: str = ""
    newer: Draft | None = None
    reworded: bool = False
    again: bool = False
    anew: bool = False
    day: date | None = None
    unkept: bool = False

    @property
    def seen_text(self) -> str:
        return self.seen.isoformat() if self.seen else ""

    @property
    def has_errors(self) -> bool:
        return self.form.is_bound and not self.form.is_valid()


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


def box_to_show(
    asked: Asked, *, correct: int | None, chosen: int | None = None
) -> AnswerBox | None:
    """The box a page opens with: the entry to correct, else the next one, which may be one that is
    asked for again; None when all is said.

    It holds the draft where there is one, else what was answered. `chosen` is the entry of a
    daily diary that somebody wants to give now, of those that wait.
    """
    if not asked.kind.takes_answer:
        return None
    entry = asked.next_entry
    if correct is not None and asked.has_answered(correct):
        entry = correct
    elif asked.days and chosen in asked.wanted:
        entry = chosen
    if entry is None:
        return None
    corrects = asked.corrects(entry)
    shut = why_shut(asked, entry)
    draft = asked.box(entry).draft()
    if shut and (corrects or draft is None):
        return _empty(asked, entry, shut) if not corrects else None
    fields = draft_fields(draft, asked.question) if draft else _answered(asked, entry)
    return AnswerBox(
        kind=asked.kind,
        form=asked.kind.form(asked.question.wording, asked.participant, initial=fields),
        entry=entry,
        corrects=corrects,
        anew=asked.has_taken_back(entry),
        seen=asked.box(entry).touched_at(),
        draft=draft,
        shut=shut,
        again=entry in asked.again,
        day=asked.day_of(entry),
    )


def _empty(asked: Asked, entry: int, shut: str) -> AnswerBox:
    form = asked.kind.form(asked.question.wording, asked.participant)
    day = asked.day_of(entry)
    return AnswerBox(asked.kind, form, entry, corrects=False, seen=None, shut=shut, day=day)


def posted_box(asked: Asked, posted: QueryDict, fields: Fields) -> AnswerBox:
    """The box as it was sent, `fields` being what was typed in it.

    Where the wording has changed since, it is to be looked at again.
    """
    entry = entry_posted(posted, asked)
    box = AnswerBox(
        kind=asked.kind,
        form=asked.kind.form(asked.question.wording, asked.participant, data=posted),
        entry=entry,
        corrects=asked.corrects(entry),
        anew=asked.has_taken_back(entry),
        seen=moment_in(posted.get("seen", "")),
        shut=_why_there_is_no_entry(asked, entry),
        again=entry in asked.again,
        day=asked.day_of(entry),
    )
    written_for = _version_in(posted)
    if written_for != asked.question.wording.pk:
        box.reworded = True
        box.form = asked.kind.form(asked.question.wording, asked.participant, initial=fields)
    return box


def _why_there_is_no_entry(asked: Asked, entry: int) -> str:
    """All entries are given, and this would be one more, or its day has not come; empty where it
    can be given."""
    if entry in asked.own or entry <= asked.come:
        return ""
    if asked.days and entry <= asked.question.entries:
        return _("Day %(number)s comes on %(day)s.") % {
            "number": entry,
            "day": whole_day(asked.days.day_of(entry)),
        }
    return _("This question no longer takes answers.")


def why_shut(asked: Asked, entry: int) -> str:
    """Why nothing can be sent now; empty where it can."""
    question, participant, now = asked.question, asked.participant, asked.now
    if asked.corrects(entry):
        may = rules.may_write(participant.board, now)
        return "" if may else _("Answers can no longer be corrected at present.")
    if rules.may_answer(participant, question, now):
        return ""
    pause = participant.board.pauses.open(now=now).first()
    if pause is not None:
        return pause.message or _("The board is paused. You can read, and write again later.")
    if rules.in_the_way(participant, question).exists():
        return _("This stage goes in order. Please answer the questions before this one first.")
    return _("This question no longer takes answers.")


def fields_in(posted: QueryDict, question: Question) -> Fields:
    """What was typed, as a draft keeps it: everything but what steers the form.

    What was typed into an older wording is carried over to the one in force.
    """
    fields = {
        name: [plain.storable(string) for string in posted.getlist(name)]
        for name in posted
        if name not in _STEERING
    }
    written_for = _version_in(posted)
    if written_for == question.wording.pk:
        return fields
    return _carried(fields, written_for, question)


def draft_fields(draft: Draft, question: Question) -> Fields:
    return _carried(draft.fields, draft.question_version_id, question)


def _carried(fields: Fields, written_for: uuid.UUID | None, question: Question) -> Fields:
    old = question.versions.filter(pk=written_for).first() if written_for else None
    return carried_over(fields, old, question.wording) if old else fields


def _answered(asked: Asked, entry: int) -> Fields:
    """What stands in the box of an answer to be corrected, or to be given anew."""
    if entry not in asked.own or asked.own[entry].is_withdrawn:
        return {}
    standing = versions_with_values([asked.own[entry].version])[0]
    return asked.kind.fields_from(asked.question.wording, content_of(standing))


def versions_with_values(ids: Iterable[uuid.UUID]) -> list[ReplyVersion]:
    """What was said at these moments, with the values and their items at hand."""
    versions = ReplyVersion.objects.filter(pk__in=list(ids))
    return list(versions.prefetch_related("values__item", "values__column"))


def moment_in(text: str) -> datetime | None:
    """The instant in a hidden field; None where there is none that can be read."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _version_in(posted: QueryDict) -> uuid.UUID | None:
    try:
        return uuid.UUID(posted.get("version", ""))
    except ValueError:
        return None


def entry_in(text: str | None) -> int | None:
    """The number of an entry in a field or an address; None where it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else None


def entry_posted(posted: QueryDict, asked: Asked) -> int:
    """The entry the form was made for; else the next one, never one that is answered already."""
    entry = entry_in(posted.get("entry"))
    if entry and (entry in asked.own or entry <= _last_to_give(asked)):
        return entry
    return asked.next_entry or asked.question.entries + 1


def _last_to_give(asked: Asked) -> int:
    """Entries come one after the other; days, in whatever order they are made up for."""
    if asked.days:
        return asked.question.entries
    return min(len(asked.own) + 1, asked.question.entries)


@dataclass(frozen=True, slots=True)
class DayOfDiary:
    entry: int
    day: date


def other_days(asked: Asked, box: AnswerBox | None) -> list[DayOfDiary]:
    """The days of a diary that wait for an entry, but for the one in the box."""
    if asked.days is None or (box and box.shut):
        return []
    others = [entry for entry in asked.wanted if box is None or entry != box.entry]
    return [DayOfDiary(entry, asked.days.day_of(entry)) for entry in others]


def day_ahead(asked: Asked) -> DayOfDiary | None:
    """The day of a diary that comes next, if its stage still takes this person's answers by
    then."""
    if asked.days is None or asked.days.next is None:
        return None
    stage, ahead = asked.question.stage, asked.days.next
    day = asked.days.day_of(ahead)
    more_time = asked.participant.extensions.filter(stage=stage).values_list("until", flat=True)
    until = until_for(stage, more_time.first())
    return DayOfDiary(ahead, day) if begins_before(day, stage, until) else None
