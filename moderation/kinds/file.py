"""Files with what they are said to show: these are looked at beside the words of the answer."""

from collections.abc import Sequence

from moderation.kinds.base import Cell, ReadingKind
from participants.models import AnswerValue
from sessions.enums import Kind
from sessions.models import QuestionVersion


class File(ReadingKind):
    kind = Kind.FILE

    def cells(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> list[Cell]:
        sent = sorted(values, key=lambda value: value.place or 0)
        return [Cell(number=value.place, words=value.text, file=value.file) for value in sent]

    def in_words(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> str:
        return ""
