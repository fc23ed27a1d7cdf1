"""What a question can refer to on its board."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID

from bulletin.media.models import MediaFile
from sessions.enums import Reveal
from sessions.models import Board, Question, Segment, SegmentSet, Stage


@dataclass(frozen=True)
class Surroundings:
    """Segment sets by key, segments by set and value, the stages in order, and taken keys.

    `waiting` holds, by stage, the questions with posts that open after the whole of it; `files`,
    by key, what the board's guide has to look at.
    """

    sets: dict[str, SegmentSet]
    segments: dict[tuple[str, str], Segment]
    stages: list[Stage]
    keys: dict[str, UUID]
    waiting: dict[UUID, set[UUID]]
    files: dict[str, MediaFile]

    @classmethod
    def of(cls, board: Board) -> Self:
        """Six queries, however much there is; one more where a stage is for some people only."""
        sets = {one.key: one for one in board.segment_sets.prefetch_related("segments")}
        segments = {
            (one.key, segment.value): segment
            for one in sets.values()
            for segment in one.segments.all()
        }
        stages = list(board.stages.order_by("position").prefetch_related("segments__segment_set"))
        return cls(sets, segments, stages, *_asked_on(board), _files_of(board))

    def as_asked_now(self, board: Board) -> Self:
        """The same with the questions that there are by now; true while the board is held."""
        keys, waiting = _asked_on(board)
        return replace(self, keys=keys, waiting=waiting)

    def with_key(self, key: str, question: Question) -> Self:
        """The same once this question is called so."""
        others = {name: pk for name, pk in self.keys.items() if pk != question.pk}
        return replace(self, keys=others | {key: question.pk})

    def with_files(self, files: Iterable[MediaFile]) -> Self:
        """The same once the board has these, too."""
        return replace(self, files=self.files | {file.key: file for file in files})

    def before(self, stage: Stage) -> dict[str, Stage]:
        """The stages that a summary in this one can sum up, by key."""
        return {one.key: one for one in self.stages if one.position < stage.position}

    def limits_of(self, stage: Stage) -> set[str]:
        """The sets by which this stage is for some people only."""
        here = (one for one in self.stages if one.pk == stage.pk)
        return {segment.segment_set.key for each in here for segment in each.segments.all()}

    def has_picture(self, key: str) -> bool:
        return key in self.files and self.files[key].is_picture

    def wait_for(self, question: Question) -> bool:
        """Whether what others posted in its stage is read only by whoever has answered it, too."""
        return bool(self.waiting.get(question.stage_id, set()) - {question.pk})


def _files_of(board: Board) -> dict[str, MediaFile]:
    return {file.key: file for file in MediaFile.objects.filter(board=board.pk).exclude(key="")}


def _asked_on(board: Board) -> tuple[dict[str, UUID], dict[UUID, set[UUID]]]:
    """The keys that are taken, and what waits for the whole of its stage and has posts."""
    keys: dict[str, UUID] = {}
    waiting: dict[UUID, set[UUID]] = defaultdict(set)
    rows = Question.objects.filter(stage__board=board)
    for pk, key, stage, reveal, posted in rows.values_list(
        "pk", "key", "stage", "reveal", "first_posted_at"
    ):
        keys[key] = pk
        if posted and reveal == Reveal.AFTER_STAGE:
            waiting[stage].add(pk)
    return keys, dict(waiting)
