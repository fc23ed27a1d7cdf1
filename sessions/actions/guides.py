"""The questions of a script, with their first published wording."""

from collections.abc import Sequence
from datetime import datetime

from bulletin.accounts.models import User
from sessions.actions.wording import (
    Files,
    SegmentsByName,
    new_items,
    new_stimuli,
    new_version,
    set_rules,
)
from sessions.enums import Kind
from sessions.kinds.base import QuestionScript
from sessions.models import Question, QuestionItem, QuestionVersion, Segment, Stage, Stimulus
from sessions.script.shape import StageScript


def create_questions(
    stages: Sequence[Stage],
    scripts: Sequence[StageScript],
    *,
    segments: SegmentsByName,
    files: Files,
    by: User,
    now: datetime,
) -> None:
    """Each saved stage holds its script's questions, published, and is routed as it says."""
    sets = {key: segment.segment_set for (key, _value), segment in segments.items()}
    asked = [
        (
            set_rules(
                Question(stage=stage, position=position, kind=Kind(script.kind)), script, sets
            ),
            script,
        )
        for stage, stage_script in zip(stages, scripts, strict=True)
        for position, script in enumerate(stage_script.questions)
    ]
    Question.objects.bulk_create(question for question, _script in asked)
    _publish(asked, files, segments, by, now)
    _route(stages, scripts, asked, segments)
    _name_what_is_summed_up(stages, asked)


def _publish(
    asked: list[tuple[Question, QuestionScript]],
    files: Files,
    segments: SegmentsByName,
    by: User,
    now: datetime,
) -> None:
    versions = [new_version(question, script, by=by, now=now) for question, script in asked]
    QuestionVersion.objects.bulk_create(versions)
    items: list[QuestionItem] = []
    stimuli: list[Stimulus] = []
    for version, (question, script) in zip(versions, asked, strict=True):
        question.current_version = version
        items += new_items(version, script, files, segments)
        stimuli += new_stimuli(version, script, files)
    QuestionItem.objects.bulk_create(items)
    Stimulus.objects.bulk_create(stimuli)
    Question.objects.bulk_update([question for question, _script in asked], ["current_version"])


def _route(
    stages: Sequence[Stage],
    scripts: Sequence[StageScript],
    asked: list[tuple[Question, QuestionScript]],
    segments: SegmentsByName,
) -> None:
    """Stages and questions are limited to the segments that their scripts name."""

    def named(script: StageScript | QuestionScript) -> list[Segment]:
        return [segments[key, value] for key, values in script.segments.items() for value in values]

    Stage.segments.through._default_manager.bulk_create(
        Stage.segments.through(stage=stage, segment=segment)
        for stage, stage_script in zip(stages, scripts, strict=True)
        for segment in named(stage_script)
    )
    Question.segments.through._default_manager.bulk_create(
        Question.segments.through(question=question, segment=segment)
        for question, script in asked
        for segment in named(script)
    )


def _name_what_is_summed_up(
    stages: Sequence[Stage], asked: list[tuple[Question, QuestionScript]]
) -> None:
    """Summaries are tied to the stages that their `of:` names."""
    by_key = {stage.key: stage for stage in stages}
    Question.sums_up.through._default_manager.bulk_create(
        Question.sums_up.through(question=question, stage=by_key[key])
        for question, script in asked
        for key in getattr(script, "of", ())
    )
