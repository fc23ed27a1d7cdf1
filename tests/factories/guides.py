"""What a facilitator authors: segments, stages, questions with their wording and items."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.text import slugify

from bulletin.accounts.models import User
from bulletin.text.markdown import to_html
from sessions.enums import ItemKind, Kind, Opening, Reveal
from sessions.models import (
    Board,
    Question,
    QuestionItem,
    QuestionVersion,
    Segment,
    SegmentSet,
    Stage,
)
from sessions.timetable.wall_time import WallTime

from .boards import facilitator
from .media import picture
from .moments import LAUNCHED_AT, NOW, OPENS_AT

SETTINGS: Mapping[Kind, Mapping[str, Any]] = {
    Kind.TEXT: {"min_words": None},
    Kind.FILE: {"takes": ["picture"], "most": 3, "words": False},
    Kind.ANNOTATE: {"picture": "picture", "least": 1, "most": 10, "comments": True},
    Kind.SINGLE: {"other": False, "shuffle": False},
    Kind.MULTIPLE: {"min_choices": 1, "max_choices": None, "other": False, "shuffle": False},
    Kind.SCALE: {"from": 1, "to": 7},
    Kind.GRID: {"from": None, "to": None, "shuffle": False},
    Kind.RANKING: {"shuffle": False},
    Kind.SUMMARY: {"missed": None},
    Kind.TEXT_PAGE: {},
}


def segment_set(
    board: Board, key: str = "sector", *values: str, allows_several: bool = False
) -> SegmentSet:
    """A set with its values: `segment_set(board, "sector", "health", "social care")`."""
    made = SegmentSet.objects.create(
        board=board,
        key=key,
        position=board.segment_sets.count() + 1,
        allows_several=allows_several,
    )
    Segment.objects.bulk_create(
        Segment(segment_set=made, value=value, position=position)
        for position, value in enumerate(values, start=1)
    )
    return made


def segment(of: SegmentSet, value: str) -> Segment:
    """The set's segment of this value."""
    return of.segments.get(value=value)


def stage(
    board: Board,
    *,
    key: str = "",
    opening: Opening = Opening.BY_DATE,
    opens_at: datetime | None = None,
    due_at: datetime | None = None,
    closes_at: datetime | None = None,
    released: bool = True,
    segments: Sequence[Segment] = (),
    **fields: Any,
) -> Stage:
    """The board's next stage, released; one opened by date opened on the first morning."""
    if opening == Opening.BY_DATE and opens_at is None:
        opens_at = OPENS_AT
    position = fields.pop("position", board.stages.count() + 1)
    fields.setdefault("title", f"Stage {position}")
    made = Stage.objects.create(
        board=board,
        key=key or f"stage-{position}",
        position=position,
        opening=opening,
        opens=_wall_time(board, opens_at),
        opens_at=opens_at,
        due=_wall_time(board, due_at),
        due_at=due_at,
        closes=_wall_time(board, closes_at),
        closes_at=closes_at,
        released_at=LAUNCHED_AT if released else None,
        released_by=facilitator(board).user if released else None,
        **fields,
    )
    made.segments.add(*segments)
    return made


def _wall_time(board: Board, instant: datetime | None) -> WallTime | None:
    return WallTime.of_instant(instant, board.zone) if instant else None


def question(
    stage: Stage,
    *,
    key: str = "",
    kind: Kind = Kind.TEXT,
    reveal: Reveal = Reveal.AFTER_ANSWER,
    prompt: str = "",
    options: Sequence[str] = (),
    statements: Sequence[str] = (),
    rows: Sequence[str] = (),
    columns: Sequence[str] = (),
    marks: Sequence[str] = (),
    settings: Mapping[str, Any] | None = None,
    segments: Sequence[Segment] = (),
    sums_up: Sequence[Stage] = (),
    hidden: bool = False,
    revealed_at: datetime | None = None,
    published: bool = True,
    **fields: Any,
) -> Question:
    """The stage's next question with version 1; refused that, one for its authors only.

    An item's key is the slug of its text; a scale has the ends `low` and `high`, and so has a
    grid without columns, which goes from 1 to 5 unless its settings say otherwise.
    """
    position = fields.pop("position", stage.questions.count() + 1)
    by = facilitator(stage.board).user
    made = Question.objects.create(
        stage=stage,
        key=key or f"{stage.key}-question-{position}",
        position=position,
        kind=kind,
        reveal=reveal,
        hidden_at=NOW if hidden else None,
        hidden_by=by if hidden else None,
        revealed_at=revealed_at,
        revealed_by=by if revealed_at else None,
        **fields,
    )
    made.segments.add(*segments)
    made.sums_up.add(*sums_up)
    if not published:
        return made
    points = {"from": 1, "to": 5} if kind == Kind.GRID and not columns else {}
    settings = {**SETTINGS[kind], **points, **(settings or {})}
    wording = _first_version(made, prompt, settings, by)
    _items(wording, ItemKind.OPTION, options)
    _items(wording, ItemKind.STATEMENT, statements)
    _items(wording, ItemKind.ROW, rows)
    _items(wording, ItemKind.COLUMN, columns)
    _items(wording, ItemKind.MARK, marks)
    if kind == Kind.ANNOTATE:
        _picture_to_mark(wording)
    if settings.get("to"):
        _items(wording, ItemKind.LOW_END, ["low"])
        _items(wording, ItemKind.HIGH_END, ["high"])
    return made


def _first_version(
    question: Question, prompt: str, settings: Mapping[str, Any], published_by: User
) -> QuestionVersion:
    prompt = prompt or f"What do you say to {question.key}?"
    made = QuestionVersion.objects.create(
        question=question,
        number=1,
        prompt=prompt,
        prompt_html=to_html(prompt),
        settings=dict(settings),
        created_at=LAUNCHED_AT,
        published_at=LAUNCHED_AT,
        published_by=published_by,
    )
    question.current_version = made
    question.save(update_fields=["current_version"])
    return made


def _picture_to_mark(wording: QuestionVersion) -> None:
    """A picture of its own, twice as wide as it is high."""
    question = wording.question
    QuestionItem.objects.create(
        version=wording,
        kind=ItemKind.PICTURE,
        key="picture",
        position=0,
        text="A field of red",
        picture=picture(question.stage.board, question.key),
    )


def _items(version: QuestionVersion, kind: ItemKind, texts: Sequence[str]) -> None:
    QuestionItem.objects.bulk_create(
        QuestionItem(version=version, kind=kind, key=slugify(text), position=position, text=text)
        for position, text in enumerate(texts, start=1)
    )
