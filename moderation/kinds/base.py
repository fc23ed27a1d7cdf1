"""How the structured part of an answer reads, on a staff page and in a transcript.

What someone typed is a version's `text` and reads as itself; only the values beside it
(choices, a scale point, ranks, votes) need words.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from bulletin.media.models import MediaFile
from participants.models import AnswerValue
from sessions.enums import Kind
from sessions.models import QuestionItem, QuestionVersion

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value as a row of a table: which item by its stable key and wording, and what of it; of a
    file or a mark, its number and what is said of it; where a mark is, in per cent."""

    key: str = ""
    item: str = ""
    number: int | None = None
    words: str = ""
    file: MediaFile | None = None
    across: float | None = None
    down: float | None = None


class ReadingKind(ABC):
    """One question kind, read. `version` is what was answered, with its items at hand."""

    kind: ClassVar[Kind]

    @abstractmethod
    def cells(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> list[Cell]:
        """The values in reading order, each as one row of a table."""

    @abstractmethod
    def in_words(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> str:
        """The values as one line in the language in force; empty where there are none."""


class WordsOnly(ReadingKind):
    """A kind whose answer is all text, or that takes none."""

    def cells(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> list[Cell]:
        return []

    def in_words(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> str:
        return ""


class Choices(ReadingKind):
    """Options taken from a list, in the order of the guide; words of one's own come last."""

    def cells(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> list[Cell]:
        chosen = {value.item_id for value in values}
        listed = [
            Cell(key=item.key, item=item.text) for item in version.items.all() if item.pk in chosen
        ]
        own = [Cell(key=OTHER, words=value.text) for value in values if value.item_id is None]
        return listed + own

    def in_words(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> str:
        return "; ".join(
            cell.item or _("other: %(words)s") % {"words": cell.words}
            for cell in self.cells(version, values)
        )


def items_by_id(version: QuestionVersion) -> dict[object, QuestionItem]:
    return {item.pk: item for item in version.items.all()}
