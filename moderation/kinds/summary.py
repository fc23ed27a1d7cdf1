"""A vote on each statement of a summary: "Hopes: Agree; Working together: Partly"."""

from collections.abc import Sequence

from moderation.kinds.base import Cell, ReadingKind
from participants.enums import Vote
from participants.models import AnswerValue
from sessions.enums import Kind
from sessions.models import QuestionVersion


class Summary(ReadingKind):
    kind = Kind.SUMMARY

    def cells(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> list[Cell]:
        votes = {value.item_id: value.text for value in values}
        return [
            Cell(key=item.key, item=item.text, words=votes[item.pk])
            for item in version.items.all()
            if item.pk in votes
        ]

    def in_words(self, version: QuestionVersion, values: Sequence[AnswerValue]) -> str:
        votes = {value.item_id: Vote(value.text) for value in values}
        return "; ".join(
            f"{item.heading or item.text}: {votes[item.pk].label}"
            for item in version.items.all()
            if item.pk in votes
        )
