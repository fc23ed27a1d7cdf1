"""A question's script becomes its rules and its published wording."""

from collections.abc import Mapping
from datetime import datetime

from bulletin.accounts.models import User
from bulletin.media.models import MediaFile
from bulletin.text.markdown import to_html
from sessions.enums import Kind
from sessions.kinds import KINDS
from sessions.kinds.base import DiaryScript, QuestionScript
from sessions.models import (
    Question,
    QuestionItem,
    QuestionVersion,
    Segment,
    SegmentSet,
    Stimulus,
)

# What a board's guide calls its pictures and files.
Files = Mapping[str, MediaFile]
# A board's segments by their set's key and their value.
SegmentsByName = Mapping[tuple[str, str], Segment]


def set_rules(
    question: Question, script: QuestionScript, sets: Mapping[str, SegmentSet]
) -> Question:
    """The unsaved question has the key and the rules that its script says; returns it."""
    question.key = script.key
    question.required = script.required
    question.entries = script.entries if isinstance(script, DiaryScript) else 1
    question.every = (isinstance(script, DiaryScript) and script.every) or ""
    question.reveal = script.reveal
    question.within_set = sets[script.within] if script.within else None
    return question


def new_version(
    question: Question, script: QuestionScript, *, number: int = 1, by: User, now: datetime
) -> QuestionVersion:
    """The wording that this script gives the question, published but not saved."""
    return QuestionVersion(
        question=question,
        number=number,
        prompt=script.prompt,
        prompt_html=to_html(script.prompt),
        note=script.note,
        settings=KINDS[Kind(script.kind)].settings(script).to_json(),
        has_stimuli=bool(script.stimuli),
        created_at=now,
        published_at=now,
        published_by=by,
    )


def new_items(
    version: QuestionVersion, script: QuestionScript, files: Files, segments: SegmentsByName
) -> list[QuestionItem]:
    """The version's options, statements and ends, not saved."""
    routes = getattr(script, "routes", None) or ""
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
            picture=files[draft.picture] if draft.picture else None,
            routes_to=segments[routes, draft.segment] if draft.segment else None,
        )
        for position, draft in enumerate(KINDS[Kind(script.kind)].items(script))
    ]


def new_stimuli(version: QuestionVersion, script: QuestionScript, files: Files) -> list[Stimulus]:
    """What stays in reach while the version is answered, not saved."""
    return [
        Stimulus(
            version=version,
            file=files[stimulus.file],
            alternative=stimulus.alternative,
            position=position,
        )
        for position, stimulus in enumerate(script.stimuli)
    ]
