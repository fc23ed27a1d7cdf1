"""Marks on a picture: "1 (32 % across, 60 % down), I like this: the light; 2 (…)"."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from moderation.kinds.base import Cell, ReadingKind, items_by_id
from participants.models import AnswerValue
from sessions.enums import Kind
from sessions.models import QuestionVersion


class Annotate(ReadingKind):
    kind = Kind.ANNOTATE

    def cells(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> list[Cell]:
        items = items_by_id(version)
        return [
            Cell(
                key=items[mark.item_id].key if mark.item_id else "",
                item=items[mark.item_id].text if mark.item_id else "",
                number=mark.place,
                words=mark.text,
                across=(mark.across or 0) / 10,
                down=(mark.down or 0) / 10,
            )
            for mark in sorted(values, key=lambda value: value.place or 0)
        ]

    def in_words(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> str:
        return "; ".join(map(_mark_in_words, self.cells(version, values)))


def _mark_in_words(cell: Cell) -> str:
    where = _("%(number)s (%(across)s %% across, %(down)s %% down)") % {
        "number": cell.number,
        "across": round(cell.across or 0),
        "down": round(cell.down or 0),
    }
    meant = f"{where}, {cell.item}" if cell.item else where
    return f"{meant}: {cell.words}" if cell.words else meant
