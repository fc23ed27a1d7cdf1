"""What may be done to the questions and stages of a guide at `now`. Predicates only."""

from datetime import datetime

from sessions.enums import Opening
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
    """What participants have met stays in its stage: its dates and its readers hang on that.

    And none is put to people by being moved: that takes the button that publishes.
    """
    if to.pk == question.stage_id:
        return True
    return not (was_met(question, now) or would_be_put_to_people(question, to, now))


def would_be_put_to_people(question: Question, stage: Stage, now: datetime) -> bool:
    """Whether it would be asked at once, if it stood in this stage."""
    return question.current_version_id is not None and has_opened(stage, now)


def may_stage_be_removed(stage: Stage, now: datetime) -> bool:
    """Only one that is empty, and that nobody has been to."""
    return not has_opened(stage, now) and not stage.questions.in_guide().exists()


def may_swap(
    earlier: Stage, later: Stage, behind: Stage | None, now: datetime, *, is_summed_up: bool
) -> bool:
    """Whether two neighbours may change places: neither has opened, none of them, nor what stands
    `behind` them, opens when the one before it is finished, and the later does not sum up the
    earlier."""
    waiting = [stage for stage in (earlier, later, behind) if stage is not None]
    return not (
        has_opened(earlier, now)
        or has_opened(later, now)
        or is_summed_up
        or any(stage.opening == Opening.AFTER_PREVIOUS for stage in waiting)
    )


def is_summed_up(stage: Stage) -> bool:
    """By a question of the guide, or by one that can be put back."""
    return stage.summaries.exists()


def is_waited_for(stage: Stage) -> bool:
    """Whether the stage behind it opens to those who have finished this one."""
    behind = stage.board.stages.filter(position__gt=stage.position).order_by("position").first()
    return behind is not None and behind.opening == Opening.AFTER_PREVIOUS


def is_summary_met(stage: Stage, now: datetime) -> bool:
    """Whether participants may have seen a summary of it, which is for its contributors."""
    summaries = stage.summaries.select_related("stage__board")
    return any(was_met(summary, now) for summary in summaries)


def may_be_gone_past(stage: Stage, now: datetime) -> bool:
    """Whether a stage has opened that whoever this one is for reaches by finishing it: up to the
    next that opens for everyone by itself."""
    later = stage.board.stages.filter(position__gt=stage.position).order_by("position")
    for behind in later.prefetch_related("segments"):
        behind.board = stage.board
        if behind.opening != Opening.AFTER_PREVIOUS:
            if not behind.segments.all():
                return False
        elif has_opened(behind, now):
            return True
    return False
