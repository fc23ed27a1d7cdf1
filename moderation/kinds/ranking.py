"""Options put in order: "1. The right people from the start; 2. A clear end point"."""

from collections.abc import Sequence

from moderation.kinds.base import Cell, ReadingKind, items_by_id
from participants.models import AnswerValue
from sessions.enums import Kind
from sessions.models import QuestionVersion


class Ranking(ReadingKind):
    kind = Kind.RANKING

    def cells(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> list[Cell]:
        items = items_by_id(version)
        ranked = sorted(values, key=lambda value: value.number or 0)
        return [
            Cell(key=items[value.item_id].key, item=items[value.item_id].text, number=value.number)
            for value in ranked
        ]

    def in_words(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> str:
        return "; ".join(f"{cell.number}. {cell.item}" for cell in self.cells(version, values))
