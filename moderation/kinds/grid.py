"""What was chosen in each row: "The pace: Often; The people: Never"."""

from collections.abc import Sequence

from moderation.kinds.base import Cell, ReadingKind
from participants.kinds.scale import ends_in_words
from participants.models import AnswerValue
from sessions.enums import ItemKind, Kind
from sessions.models import QuestionVersion


class Grid(ReadingKind):
    kind = Kind.GRID

    def cells(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> list[Cell]:
        columns: dict[object, str] = {
            item.pk: item.text for item in version.items.all() if item.kind == ItemKind.COLUMN
        }
        chosen = {value.item_id: value for value in values}
        return [
            Cell(
                key=row.key,
                item=row.text,
                number=chosen[row.pk].number,
                words=columns.get(chosen[row.pk].column_id, ""),
            )
            for row in version.items.all()
            if row.pk in chosen
        ]

    def in_words(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> str:
        ends = ends_in_words(version)
        rows = "; ".join(
            f"{cell.item}: {cell.words or cell.number}" for cell in self.cells(version, values)
        )
        return f"{rows} ({ends})" if rows and ends else rows
