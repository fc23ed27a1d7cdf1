"""What a board still lacks before it can be launched, in sentences a facilitator can act on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.enums import ContactPurpose
from sessions.models import Board, Question, Stage
from sessions.studio.placeholders import left_in_stage, left_on_board
from sessions.studio.typed import copy_of
from sessions.studio.workload import workload_of


@dataclass(frozen=True)
class Missing:
    """One thing to mend: `where` is its path in the board's script."""

    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


def missing_from(board: Board, *, now: datetime) -> list[Missing]:
    """Everything that stands in the way of a launch, all at once; empty when nothing does."""
    questions = Question.objects.in_guide().select_related("working_copy")
    worded = questions.prefetch_related("current_version__items", "current_version__stimuli")
    stages = list(board.stages.prefetch_related(Prefetch("questions", worded)).order_by("position"))
    return [
        *_in_front_matter(board),
        *_in_consent(board),
        *_in_dates(board, stages, now),
        *_in_stages(stages),
        *_in_staff(board),
        *_in_words(board, stages),
    ]


def remarks_on(board: Board) -> list[str]:
    """What is worth a look before a launch, and stands in nobody's way."""
    return [
        ngettext(
            "Day %(day)d asks for about %(minutes)d minute of one person, and %(promise)d are"
            " promised.",
            "Day %(day)d asks for about %(minutes)d minutes of one person, and %(promise)d are"
            " promised.",
            round(load.minutes),
        )
        % {"day": load.number, "minutes": round(load.minutes), "promise": board.minutes_per_day}
        for load in workload_of(board).too_long
    ]


def _in_front_matter(board: Board) -> Iterator[Missing]:
    if not board.purpose.strip():
        yield Missing("board.front_matter.purpose", _("Say what this board is for."))
    if not board.run_by.exists():
        yield Missing("board.front_matter.run_by", _("Name who runs the board: a name and a role."))
    if not board.contacts.filter(purpose=ContactPurpose.QUESTIONS).exists():
        yield Missing("board.front_matter.contacts", _("Name somebody whom participants can ask."))


def _in_consent(board: Board) -> Iterator[Missing]:
    if not board.consent_versions.asked_last().exists():
        yield Missing("board.consent", _("Write the information that participants consent to."))


def _in_dates(board: Board, stages: list[Stage], now: datetime) -> Iterator[Missing]:
    if board.has_ended(now):
        yield Missing("board.ends", _("The board's end has passed: move its dates."))
    for index, stage in enumerate(stages):
        if stage.opens_at and stage.opens_at >= board.ends_at:
            yield Missing(
                f"stages.{index}.opens",
                _("“%(stage)s” would open only after the board has ended.")
                % {"stage": stage.title},
            )


def _in_stages(stages: list[Stage]) -> Iterator[Missing]:
    if not stages:
        yield Missing("stages", _("Add a stage with at least one question."))
    for index, stage in enumerate(stages):
        if not any(question.hidden_at is None for question in stage.questions.all()):
            yield Missing(
                f"stages.{index}.questions",
                _("“%(stage)s” has no question.") % {"stage": stage.title},
            )
        for place, question in enumerate(stage.questions.all()):
            if question.current_version_id is None:
                yield Missing(
                    f"stages.{index}.questions.{place}",
                    _("“%(question)s” has no published wording.") % {"question": question.key},
                )
            elif copy_of(question) is not None:
                yield Missing(
                    f"stages.{index}.questions.{place}",
                    _("What was typed into “%(question)s” last is not finished.")
                    % {"question": question.key},
                )


def _in_staff(board: Board) -> Iterator[Missing]:
    if not board.staff.facilitators().exists():
        yield Missing("staff", _("The board has no facilitator."))


def _in_words(board: Board, stages: list[Stage]) -> Iterator[Missing]:
    """What a guide left to be filled in. A stage that is not released yet can wait for it."""
    for where, what in left_on_board(board):
        yield Missing(where, _("Fill in: %(what)s.") % {"what": what})
    for index, stage in enumerate(stages):
        for what in left_in_stage(stage, stage.questions.all()) if stage.is_released else ():
            yield Missing(f"stages.{index}", _("Fill in: %(what)s.") % {"what": what})
