"""One entry of one person's answer as staff enter it: given for the first time, or corrected."""

from dataclasses import dataclass
from datetime import date

from bulletin.media.looks import Place
from moderation.actions.entering import answer_to, is_their_own
from moderation.desk.forms.moments import as_typed
from moderation.desk.forms.people import ProvenanceForm
from moderation.web import Desk
from participants.board.receiving import Received
from participants.board.typed import fields_in
from participants.days import days_for, entries_come
from participants.kinds import KINDS
from participants.kinds.base import AnswerForm
from participants.kinds.content import content_of
from participants.models import Participant, Reply, ReplyVersion
from sessions.enums import Kind
from sessions.models import Question

_WHERE_FROM = ("channel", "said_at", "source")


@dataclass(frozen=True)
class Entering:
    """`standing` is what stands there now, entered by staff or written by the person."""

    person: Participant
    question: Question
    entry: int
    standing: ReplyVersion | None
    form: AnswerForm
    provenance: ProvenanceForm
    day: date | None = None
    """Which day of a daily diary the entry is for."""

    def is_valid(self) -> bool:
        return self.form.is_valid() & self.provenance.is_valid()

    @property
    def is_theirs(self) -> bool:
        """Whether they wrote what stands there themselves: it is not staff's to correct."""
        return self.standing is not None and is_their_own(self.standing)

    @property
    def corrects(self) -> bool:
        return self.standing is not None and not self.is_theirs


def entering_of(
    desk: Desk,
    person: Participant,
    question: Question,
    asked: str,
    came: Received | None,
) -> Entering:
    """A correction begins with what was entered, and with where that came from. A form that a
    button inside it brought back holds what was typed, and nothing is said against that yet."""
    entry = _entry(desk, person, question, asked)
    standing = answer_to(person, question, entry)
    begun = standing if standing and not is_their_own(standing) else None
    kind = KINDS[Kind(question.kind)]
    fields = kind.fields_from(question.wording, content_of(begun)) if begun else None
    where, data = _where_from(desk, begun), came.posted if came else None
    if came and came.was_pressed:
        fields, data = fields_in(came.posted, question), None
        where = {name: came.posted.get(f"provenance-{name}", "") for name in _WHERE_FROM}
    form = kind.form(question.wording, person, data, fields, by=desk.member, place=Place.DESK)
    if came:
        form.refused, form.was_pressed = came.refused, came.was_pressed
    days = days_for(person, question, desk.now)
    return Entering(
        person=person,
        question=question,
        entry=entry,
        standing=standing,
        form=form,
        provenance=ProvenanceForm(desk.board, desk.now, data, where),
        day=days.day_of(entry) if days else None,
    )


def _where_from(desk: Desk, version: ReplyVersion | None) -> dict[str, object]:
    if version is None:
        return {}
    return {
        "channel": version.channel,
        "said_at": as_typed(version.said_at, desk.board),
        "source": version.source,
    }


def _entry(desk: Desk, person: Participant, question: Question, asked: str) -> int:
    """The entry asked for, else the first that is missing, else the last; of a daily diary, of
    those that have come."""
    if asked.isdecimal() and int(asked) in range(1, question.entries + 1):
        return int(asked)
    entries = range(1, max(1, entries_come(person, question, desk.now)) + 1)
    answers = Reply.objects.answers().standing().filter(participant=person, question=question)
    given = set(answers.values_list("entry", flat=True))
    return next((entry for entry in entries if entry not in given), entries[-1])
