"""What a board still lacks before it can be launched, in sentences a facilitator can act on.

Each check is one function in one table. Here is what the guide and the board know by themselves;
a part that knows people adds checks of its own to the table.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, IntEnum
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sessions.enums import ContactPurpose
from sessions.models import Board, Question, Stage
from sessions.studio.placeholders import left_in_stage, left_on_board
from sessions.studio.typed import copy_of
from sessions.studio.workload import workload_of

# A prompt that stands for one to be written: `Question 3`, `TBD`, `…`.
_STANDS_FOR_ONE = re.compile(
    r"\W*(question \w*|new question|untitled|tb[acd]|to be (written|done|added)|todo|xx+|test"
    r"|lorem ipsum.*)?\W*",
    re.IGNORECASE | re.DOTALL,
)


class Place(Enum):
    """Where something is mended."""

    TEXTS = "what the board says of itself"
    BEHIND = "who runs the board, and whom to ask"
    CONSENT = "the information and its statements"
    END = "the board's end"
    DATES = "a stage's dates"
    RELEASE = "the stages on the board's page"
    GUIDE = "the guide"
    QUESTION = "one question in the guide"
    STAFF = "the staff"
    WORKLOAD = "the minutes that are asked for"
    PEOPLE = "who takes part"
    MAIL = "the test message"
    THANKS = "what is given in thanks"
    VOICES = "whose voices are needed"
    DESTRUCTION = "when what is kept is destroyed"


# Texts of the board that are written elsewhere than its other texts.
_OF_THEIR_OWN = {
    "board.consent": Place.CONSENT,
    "board.front_matter.run_by": Place.BEHIND,
    "board.front_matter.contacts": Place.BEHIND,
    "board.given_in_thanks": Place.THANKS,
}


class Weight(IntEnum):
    """What a thing that was found means for a launch."""

    FINE = 0
    REMARK = 1
    IN_THE_WAY = 2


@dataclass(frozen=True)
class Missing:
    """One thing to mend: `where` is its path in the board's script, `at` its place on the desk, and
    `subject` the stage or question that it is about. One that is FINE says so, where that is news.
    """

    where: str
    sentence: str
    at: Place
    subject: UUID | None = None
    weight: Weight = Weight.IN_THE_WAY

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


@dataclass(frozen=True)
class Draft:
    """A board before its launch, with its stages and their questions, as it stands at `now`."""

    board: Board
    stages: list[Stage]
    now: datetime

    @classmethod
    def of(cls, board: Board, *, now: datetime) -> "Draft":
        questions = Question.objects.in_guide().select_related("working_copy")
        worded = questions.prefetch_related("current_version__items", "current_version__stimuli")
        stages = board.stages.prefetch_related(Prefetch("questions", worded)).order_by("position")
        return cls(board, list(stages), now)


@dataclass(frozen=True)
class Check:
    """What is looked at, in words, and the function that finds what is missing there."""

    what: Any
    look: Callable[[Draft], Iterable[Missing]]


@dataclass(frozen=True)
class Checked:
    what: str
    missing: list[Missing]

    @property
    def weight(self) -> Weight:
        """That of the gravest thing found."""
        return max((one.weight for one in self.missing), default=Weight.FINE)


def checked(board: Board, checks: Sequence[Check], *, now: datetime) -> list[Checked]:
    """All of these checks, with what each finds."""
    draft = Draft.of(board, now=now)
    return [Checked(str(check.what), list(check.look(draft))) for check in checks]


def missing_from(
    board: Board, *, now: datetime, checks: Sequence[Check] | None = None
) -> list[Missing]:
    """Everything that stands in the way of a launch, all at once; empty when nothing does."""
    looked = checked(board, CHECKS if checks is None else checks, now=now)
    return [one for each in looked for one in each.missing if one.weight == Weight.IN_THE_WAY]


def _remark(where: str, sentence: str, at: Place, subject: UUID | None = None) -> Missing:
    return Missing(where, sentence, at, subject, Weight.REMARK)


def _front_matter(draft: Draft) -> Iterator[Missing]:
    board, front = draft.board, "board.front_matter"
    if not board.purpose.strip():
        yield Missing(f"{front}.purpose", _("Say what this board is for."), Place.TEXTS)
    if not board.run_by.exists():
        words = _("Name who runs the board: a name and a role.")
        yield Missing(f"{front}.run_by", words, Place.BEHIND)
    if not board.contacts.filter(purpose=ContactPurpose.QUESTIONS).exists():
        words = _("Name somebody whom participants can ask.")
        yield Missing(f"{front}.contacts", words, Place.BEHIND)
    if not board.controller.strip():
        yield _remark(f"{front}.controller", _("Say who answers for the data."), Place.TEXTS)
    if not board.afterwards.strip():
        words = _("Say what is done with the answers.")
        yield _remark(f"{front}.afterwards", words, Place.TEXTS)


def _consent(draft: Draft) -> Iterator[Missing]:
    version = draft.board.consent_versions.asked_last().first()
    if version is None:
        words = _("Write the information that participants consent to.")
        if draft.board.consent_versions.exists():
            words = _("Publish the information that participants consent to.")
        yield Missing("board.consent", words, Place.CONSENT)
    elif not version.statements.filter(required=True).exists():
        words = _("No statement of the consent is required: people could agree to nothing.")
        yield Missing("board.consent.statements", words, Place.CONSENT)


def _dates(draft: Draft) -> Iterator[Missing]:
    if draft.board.has_ended(draft.now):
        yield Missing("board.ends", _("The board's end has passed: move its dates."), Place.END)
    for index, stage in enumerate(draft.stages):
        yield from _dates_of(stage, f"stages.{index}", draft)


def _dates_of(stage: Stage, where: str, draft: Draft) -> Iterator[Missing]:
    """A date after the board's end is said once, of the earliest."""
    named, ends, now = {"stage": stage.title}, draft.board.ends_at, draft.now
    opens, due, closes = stage.opens_at, stage.due_at, stage.closes_at

    def wrong(which: str, words: str) -> Missing:
        return Missing(f"{where}.{which}", words % named, Place.DATES, stage.pk)

    if opens and opens >= ends:
        yield wrong("opens", _("“%(stage)s” would open only after the board has ended."))
    elif due and due > ends:
        yield wrong("due", _("“%(stage)s” would be due only after the board has ended."))
    if opens and due and due <= opens:
        yield wrong("due", _("“%(stage)s” would be due before it opens."))
    if closes and due and closes < due:
        yield wrong("closes", _("“%(stage)s” would close before it is due."))
    if ends <= now:
        return
    if closes and closes <= now:
        yield wrong("closes", _("“%(stage)s” has closed: nobody could answer in it."))
    elif due and due <= now:
        words = _("“%(stage)s” was due already.") % named
        yield _remark(f"{where}.due", words, Place.DATES, stage.pk)


def _questions(draft: Draft) -> Iterator[Missing]:
    if not draft.stages:
        words = _("Add a stage with at least one question.")
        yield Missing("stages", words, Place.GUIDE)
    for index, stage in enumerate(draft.stages):
        if not any(question.hidden_at is None for question in stage.questions.all()):
            words = _("“%(stage)s” has no question.") % {"stage": stage.title}
            yield Missing(f"stages.{index}.questions", words, Place.GUIDE)
        for place, question in enumerate(stage.questions.all()):
            yield from _wording(question, f"stages.{index}.questions.{place}")


def _wording(question: Question, where: str) -> Iterator[Missing]:
    named = {"question": question.key}
    if question.current_version_id is None:
        words = _("“%(question)s” has no published wording.") % named
        yield Missing(where, words, Place.QUESTION, question.pk)
    elif copy_of(question) is not None:
        words = _("What was typed into “%(question)s” last is not finished.") % named
        yield Missing(where, words, Place.QUESTION, question.pk)
    elif _STANDS_FOR_ONE.fullmatch(question.wording.prompt):
        words = _("“%(question)s” seems to stand for a question still to be written.") % named
        yield _remark(where, words, Place.QUESTION, question.pk)


def _release(draft: Draft) -> Iterator[Missing]:
    """Only the first stage is asked about: the others may be written while the board runs."""
    for stage in draft.stages[:1]:
        if not stage.is_released:
            words = _("“%(stage)s” is not released: the clock alone does not open it.")
            named = words % {"stage": stage.title}
            yield _remark("stages.0.released", named, Place.RELEASE, stage.pk)


def _words(draft: Draft) -> Iterator[Missing]:
    """What a guide left to be filled in. A stage that is not released yet can wait for it."""
    for where, what in left_on_board(draft.board):
        at = _OF_THEIR_OWN.get(where, Place.TEXTS)
        yield Missing(where, _("Fill in: %(what)s.") % {"what": what}, at)
    for index, stage in enumerate(draft.stages):
        weight = Weight.IN_THE_WAY if stage.is_released else Weight.REMARK
        for what in left_in_stage(stage, stage.questions.all()):
            words = _("Fill in: %(what)s.") % {"what": what}
            yield Missing(f"stages.{index}", words, Place.GUIDE, weight=weight)


def _staff(draft: Draft) -> Iterator[Missing]:
    if not draft.board.staff.facilitators().exists():
        yield Missing("staff", _("The board has no facilitator."), Place.STAFF)
    if not draft.board.staff.on_call().exists():
        words = _("Nobody is on call: calls for help reach the facilitators.")
        yield _remark("staff.on_call", words, Place.STAFF)


def _workload(draft: Draft) -> Iterator[Missing]:
    for load in workload_of(draft.board).too_long:
        words = ngettext(
            "Day %(day)d asks for about %(minutes)d minute of one person, and %(promise)d are"
            " promised.",
            "Day %(day)d asks for about %(minutes)d minutes of one person, and %(promise)d are"
            " promised.",
            round(load.minutes),
        )
        named = {"day": load.number, "minutes": round(load.minutes)}
        promised = named | {"promise": draft.board.minutes_per_day}
        yield _remark("board.minutes_per_day", words % promised, Place.WORKLOAD)


CHECKS: tuple[Check, ...] = (
    Check(gettext_lazy("What the board says of itself"), _front_matter),
    Check(gettext_lazy("Consent"), _consent),
    Check(gettext_lazy("Dates"), _dates),
    Check(gettext_lazy("Questions"), _questions),
    Check(gettext_lazy("The first stage"), _release),
    Check(gettext_lazy("Staff"), _staff),
    Check(gettext_lazy("Blanks to fill in"), _words),
    Check(gettext_lazy("The time that was promised"), _workload),
)
