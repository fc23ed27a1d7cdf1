"""A guide as the preview shows it, whether it was brought as text or as a script."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulletin.text.markdown import to_html
from moderation.studio.brought import Brought
from sessions.enums import Kind, Opening
from sessions.kinds.base import QuestionScript
from sessions.script.shape import StageScript
from sessions.studio.bringing.draft import QuestionDraft, StageDraft
from sessions.timetable.wall_time import WallTime


@dataclass(frozen=True)
class ShownQuestion:
    prompt: str  # as HTML
    kind: str
    listed: list[str] = field(default_factory=list)
    note: str = ""
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ShownStage:
    title: str
    introduction: str  # as HTML
    questions: list[ShownQuestion]
    opens: str = ""


def stages_of(brought: Brought) -> list[ShownStage]:
    if brought.script:
        return [_scripted_stage(stage) for stage in brought.script.stages]
    return [_drafted_stage(stage) for stage in brought.draft.stages] if brought.draft else []


def counts_of(stages: list[ShownStage]) -> str:
    """How much was understood, in a line."""
    questions = [question for stage in stages for question in stage.questions]
    notes = sum(1 for question in questions if question.note)
    counted = [
        ngettext("%(count)s stage", "%(count)s stages", len(stages)) % {"count": len(stages)},
        ngettext("%(count)s question", "%(count)s questions", len(questions))
        % {"count": len(questions)},
        ngettext("%(count)s private note", "%(count)s private notes", notes) % {"count": notes},
    ]
    return ", ".join(counted)


def _drafted_stage(stage: StageDraft) -> ShownStage:
    questions = [_drafted_question(question) for question in stage.questions]
    return ShownStage(stage.title, to_html(stage.introduction), questions)


def _drafted_question(question: QuestionDraft) -> ShownQuestion:
    listed = [option.words for option in question.options]
    if question.other:
        listed.append(_("Another answer, in words of one's own"))
    if question.ends:
        listed += _ends(*question.ends, *question.ends_in_words)
    if question.most:
        listed.append(_("At most %(most)s of these") % {"most": question.most})
    return ShownQuestion(
        to_html(question.prompt), question.kind_label, listed, question.note, question.remarks
    )


def _scripted_stage(stage: StageScript) -> ShownStage:
    questions = [_scripted_question(question) for question in stage.questions]
    return ShownStage(stage.title, to_html(stage.introduction), questions, _opening(stage.opens))


def _scripted_question(question: QuestionScript) -> ShownQuestion:
    listed = [*_texts(getattr(question, "options", ())), *_texts(getattr(question, "rows", ()))]
    listed += _texts(getattr(question, "statements", ()))
    listed += _texts(getattr(question, "marks", ()))
    if getattr(question, "other", False):
        listed.append(_("Another answer, in words of one's own"))
    if scale := getattr(question, "scale", None):
        listed += _ends(scale.from_, scale.to, scale.low, scale.high)
    entries = getattr(question, "entries", 1)
    asked = _("Asked %(entries)s times.")
    if getattr(question, "every", None):
        asked = _("Asked once a day, on %(entries)s days.")
    remarks = [asked % {"entries": entries}] if entries > 1 else []
    if looks := len(question.stimuli):
        remarks.append(_("Pictures and files: %(number)s") % {"number": looks})
    return ShownQuestion(
        to_html(question.prompt), str(Kind(question.kind).label), listed, question.note, remarks
    )


def _texts(items: Iterable[Any]) -> list[str]:
    return [
        ": ".join(part for part in (getattr(item, "heading", ""), item.text) if part)
        for item in items
    ]


def _ends(low: int, high: int, low_words: str, high_words: str) -> list[str]:
    ends = ((low, low_words), (high, high_words))
    return [f"{point} = {words}" if words else str(point) for point, words in ends]


def _opening(opens: WallTime | Opening) -> str:
    if isinstance(opens, Opening):
        return str(opens.label)
    if opens.day is not None:
        return _("Day %(day)s, %(time)s") % {"day": opens.day, "time": f"{opens.at:%H:%M}"}
    return f"{opens.on} {opens.at:%H:%M}"


def welcome_of(brought: Brought) -> str:
    """What greets participants, as HTML."""
    if brought.script:
        return to_html(brought.script.board.welcome)
    return to_html(brought.draft.welcome) if brought.draft else ""
