"""The board's guide as a transcript shows it: every published wording, old ones too."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from moderation.transcripts.record import (
    BoardRecord,
    ItemRecord,
    QuestionRecord,
    StageRecord,
    StimulusRecord,
    WordingRecord,
)
from sessions.enums import ItemKind
from sessions.models import Board, Question, QuestionVersion, Stage


@dataclass(frozen=True, slots=True)
class Guide:
    """A board's stages with questions, published wordings, items and what there is to look at,
    read in five queries, and one more for the files."""

    board: Board
    stages: list[Stage]
    wordings: dict[uuid.UUID, QuestionVersion]

    @classmethod
    def of(cls, board: Board) -> Self:
        versions = QuestionVersion.objects.prefetch_related("items__picture", "stimuli__file")
        questions = Question.objects.filter(current_version__isnull=False).prefetch_related(
            Prefetch("versions", versions)
        )
        stages = list(
            board.stages.order_by("position").prefetch_related(Prefetch("questions", questions))
        )
        return cls(board, stages, {wording.pk: wording for wording in _wordings(stages)})

    def with_daily_diaries(self) -> list[Stage]:
        """The stages in which something is asked every day."""
        daily = (wording.question for wording in self.wordings.values())
        return list({each.stage_id: each.stage for each in daily if each.is_daily}.values())

    def number_of(self, question: Question) -> int:
        """Its place among all questions of the guide, from 1."""
        asked = [one for stage in self.stages for one in stage.questions.all()]
        return asked.index(question) + 1

    def record(self, *, dated: bool) -> list[StageRecord]:
        return [_stage(stage, self.board.zone, dated=dated) for stage in self.stages]


def _wordings(stages: list[Stage]) -> list[QuestionVersion]:
    """Every version, with its question and stage at hand."""
    found = []
    for stage in stages:
        for question in stage.questions.all():
            question.stage = stage
            for version in question.versions.all():
                version.question = question
                found.append(version)
    return found


def board_record(board: Board, *, dated: bool) -> BoardRecord:
    sets = board.segment_sets.order_by("position").prefetch_related("segments")
    return BoardRecord(
        title=board.title,
        language=board.language,
        timezone=board.timezone,
        welcome=board.welcome,
        starts_on=board.starts_on if dated else None,
        ends_at=board.ends_at.astimezone(board.zone) if dated else None,
        segments={one.key: [segment.value for segment in one.segments.all()] for one in sets},
    )


def _stage(stage: Stage, zone: ZoneInfo, *, dated: bool) -> StageRecord:
    dates = {
        name: _local(getattr(stage, name) if dated else None, zone)
        for name in ("opens_at", "due_at", "closes_at")
    }
    return StageRecord(
        key=stage.key,
        title=stage.title,
        introduction=stage.introduction,
        **dates,
        questions=[_question(question) for question in stage.questions.all()],
    )


def _question(question: Question) -> QuestionRecord:
    return QuestionRecord(
        key=question.key,
        kind=question.kind,
        required=question.required,
        reveal=question.reveal,
        wordings=[_wording(version) for version in question.versions.all()],
    )


def _wording(version: QuestionVersion) -> WordingRecord:
    """Its items in reading order: a grid's rows come first, and a scale begins at its low end."""
    places = {kind: place for place, kind in enumerate(ItemKind)}
    items = sorted(version.items.all(), key=lambda item: places[ItemKind(item.kind)])
    return WordingRecord(
        version=version.number,
        prompt=version.prompt,
        stimuli=[
            StimulusRecord(
                file=one.file.key, content_type=one.file.content_type, alternative=one.alternative
            )
            for one in version.stimuli.all()
        ],
        items=[
            ItemRecord(
                kind=item.kind,
                key=item.key,
                heading=item.heading,
                text=item.text,
                picture=item.picture.key if item.picture else "",
            )
            for item in items
        ],
    )


def _local(instant: datetime | None, zone: ZoneInfo) -> datetime | None:
    return instant.astimezone(zone) if instant else None
