"""The questions of a script, with their first published wording."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bulletin.accounts.models import User
from bulletin.text.markdown import to_html
from sessions.enums import Kind
from sessions.kinds import KINDS
from sessions.kinds.base import DiaryScript, QuestionScript
from sessions.models import Question, QuestionItem, QuestionVersion, Segment, Stage
from sessions.script.shape import StageScript

SegmentsByName = Mapping[tuple[str, str], Segment]


def create_questions(
    stages: Sequence[Stage],
    scripts: Sequence[StageScript],
    *,
    segments: SegmentsByName,
    by: User,
    now: datetime,
) -> None:
    """Each saved stage holds its script's questions, published, and is routed as it says."""
    asked = [
        (_new_question(stage, position, question, segments), question)
        for stage, script in zip(stages, scripts, strict=True)
        for position, question in enumerate(script.questions)
    ]
    Question.objects.bulk_create(question for question, _script in asked)
    _publish(asked, by, now)
    _route(stages, scripts, asked, segments)
    _name_what_is_summed_up(stages, asked)


def _new_question(
    stage: Stage, position: int, script: QuestionScript, segments: SegmentsByName
) -> Question:
    within = {key: segment.segment_set for (key, _value), segment in segments.items()}
    return Question(
        stage=stage,
        key=script.key,
        position=position,
        kind=Kind(script.kind),
        required=script.required,
        entries=script.entries if isinstance(script, DiaryScript) else 1,
        reveal=script.reveal,
        within_set=within[script.within] if script.within else None,
    )


def _publish(asked: list[tuple[Question, QuestionScript]], by: User, now: datetime) -> None:
    versions = [
        QuestionVersion(
            question=question,
            number=1,
            prompt=script.prompt,
            prompt_html=to_html(script.prompt),
            note=script.note,
            settings=KINDS[Kind(script.kind)].settings(script).to_json(),
            created_at=now,
            published_at=now,
            published_by=by,
        )
        for question, script in asked
    ]
    QuestionVersion.objects.bulk_create(versions)
    items: list[QuestionItem] = []
    for version, (question, script) in zip(versions, asked, strict=True):
        question.current_version = version
        items += _new_items(version, script)
    QuestionItem.objects.bulk_create(items)
    Question.objects.bulk_update([question for question, _script in asked], ["current_version"])


def _new_items(version: QuestionVersion, script: QuestionScript) -> list[QuestionItem]:
    return [
        QuestionItem(
            version=version,
            kind=draft.kind,
            key=draft.key,
            position=position,
            heading=draft.heading,
            text=draft.text,
            pinned=draft.pinned,
            exclusive=draft.exclusive,
        )
        for position, draft in enumerate(KINDS[Kind(script.kind)].items(script))
    ]


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
