"""What a question can refer to on its board."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from sessions.models import Board, Question, Segment, SegmentSet, Stage


@dataclass(frozen=True)
class Surroundings:
    """Segment sets by key, segments by set and value, the stages in order, and taken keys."""

    sets: dict[str, SegmentSet]
    segments: dict[tuple[str, str], Segment]
    stages: list[Stage]
    keys: dict[str, UUID]

    @classmethod
    def of(cls, board: Board) -> Self:
        """Four queries, however much there is."""
        sets = {one.key: one for one in board.segment_sets.prefetch_related("segments")}
        segments = {
            (one.key, segment.value): segment
            for one in sets.values()
            for segment in one.segments.all()
        }
        stages = list(board.stages.order_by("position"))
        keys = Question.objects.filter(stage__board=board).values_list("key", "pk")
        return cls(sets, segments, stages, dict(keys))

    def before(self, stage: Stage) -> dict[str, Stage]:
        """The stages that a summary in this one can sum up, by key."""
        return {one.key: one for one in self.stages if one.position < stage.position}
