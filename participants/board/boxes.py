"""The box in which a question is answered: what stands in it, and whether it takes anything."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from bulletin.text.moments import whole_day
from participants import rules
from participants.board.asked import Asked
from participants.board.typed import draft_fields, entry_in, moment_in, version_in
from participants.kinds.base import AnswerForm, AnsweringKind
from participants.kinds.content import Fields, content_of
from participants.models import Draft, ReplyVersion


@dataclass(slots=True)
class AnswerBox:
    """One entry's box. `shut` says why it takes nothing; what was typed stays readable in it.

    `seen` is when this box was last touched as far as this page knows (see `save_draft`);
    `newer` a draft that another tab or device has kept meanwhile, `overtaken` where an answer was
    sent from there that this one would replace. `again` where the wording was
    changed since it was answered, and the answer is asked for again; `anew` where one has taken
    one's answer back. `day` is the one that an entry of a daily diary is for. `kept` says whether
    a draft holds what was sent; None where nothing was.
    """

    kind: AnsweringKind
    form: AnswerForm
    entry: int
    corrects: bool
    seen: datetime | None
    draft: Draft | None = None
    shut: str = ""
    newer: Draft | None = None
    overtaken: bool = False
    reworded: bool = False
    again: bool = False
    anew: bool = False
    day: date | None = None
    kept: bool | None = None

    @property
    def seen_text(self) -> str:
        return self.seen.isoformat() if self.seen else ""


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
    written_for = version_in(posted)
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
