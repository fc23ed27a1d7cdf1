"""What may be done to the questions and stages of a guide at `now`. Predicates only."""

from datetime import datetime

from sessions.models import Question, Stage
from sessions.rules import has_opened


def was_met(question: Question, now: datetime) -> bool:
    """Whether participants may have seen it, and begun to answer."""
    published = question.current_version_id is not None
    return question.first_posted_at is not None or (published and has_opened(question.stage, now))


def is_let_out(stage: Stage) -> bool:
    """Whether what stands in it reaches participants with no further look at it."""
    return stage.is_released and stage.board.launched_at is not None


def may_be_removed(question: Question, now: datetime) -> bool:
    """What somebody may have answered or drafted under is hidden instead: nothing is lost."""
    return not was_met(question, now)


def may_change_stage(question: Question, to: Stage, now: datetime) -> bool:
    """What participants have met stays in its stage: its dates and its readers hang on that."""
    return to.pk == question.stage_id or not was_met(question, now)


def may_stage_be_removed(stage: Stage, now: datetime) -> bool:
    """Only one that is empty, and that nobody has been to."""
    return not has_opened(stage, now) and not stage.questions.in_guide().exists()
