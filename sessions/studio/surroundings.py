"""What a question can refer to on its board."""

from dataclasses import dataclass, replace
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
        return cls(sets, segments, stages, _keys_on(board))

    def as_named_now(self, board: Board) -> Self:
        """The same with the keys that are taken by now; to be relied on while it is held."""
        return replace(self, keys=_keys_on(board))

    def with_key(self, key: str, question: Question) -> Self:
        """The same once this question is called so."""
        others = {name: pk for name, pk in self.keys.items() if pk != question.pk}
        return replace(self, keys=others | {key: question.pk})

    def before(self, stage: Stage) -> dict[str, Stage]:
        """The stages that a summary in this one can sum up, by key."""
        return {one.key: one for one in self.stages if one.position < stage.position}


def _keys_on(board: Board) -> dict[str, UUID]:
    return dict(Question.objects.filter(stage__board=board).values_list("key", "pk"))
