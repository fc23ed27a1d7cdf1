"""A point on a scale: "5 (1: Not at all; 7: Completely)"."""

from collections.abc import Sequence

from moderation.kinds.base import Cell, ReadingKind
from participants.kinds.scale import ends_in_words
from participants.models import AnswerValue
from sessions.enums import Kind
from sessions.models import QuestionVersion


class Scale(ReadingKind):
    kind = Kind.SCALE

    def cells(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> list[Cell]:
        return [Cell(number=value.number) for value in values]

    def in_words(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> str:
        ends = ends_in_words(version)
        return "; ".join(
            f"{value.number} ({ends})" if ends else f"{value.number}" for value in values
        )
