"""What the group said, statement by statement, for those who said it to vote on."""

from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import Field, field_validator

from sessions.enums import ItemKind, Kind
from sessions.kinds.base import ItemDraft, QuestionKind, QuestionScript, Settings, items_of
from sessions.kinds.items import ItemScript, told_apart
from sessions.kinds.keys import keys_for, keys_to_write
from sessions.kinds.pace import longer_reading, minutes_to_read, words_in
from sessions.models import QuestionItem, QuestionVersion
from sessions.script.fields import Key, Line, Prose

# To read a statement and say whether it rings true; a long one takes its reading.
MINUTES_A_STATEMENT = 0.5
MINUTES_TO_VOTE = 0.25
MINUTES_FOR_WHAT_WAS_MISSED = 1.0
MOST_STATEMENTS = 30


class SummarySettings(Settings):
    missed: str | None = None


class StatementScript(ItemScript):
    """A statement is its text, or its text with a key and a heading."""

    heading: Line = ""
    text: Prose

    @property
    def names_it(self) -> str:
        """What a key is made from: the heading where there is one."""
        return self.heading or self.text


class SummaryScript(QuestionScript):
    kind: Literal["summary"]
    of: list[Key] = Field(min_length=1, description="The stages it sums up.")
    statements: list[StatementScript] = Field(min_length=1, max_length=MOST_STATEMENTS)
    missed: Line | None = Field(None, description="Asks, in words, what the summary left out.")

    @field_validator("statements")
    @classmethod
    def _told_apart(cls, statements: list[StatementScript]) -> list[StatementScript]:
        told_apart(statements, _("The key %(key)s names two statements."))
        return statements


class Summary(QuestionKind[SummaryScript, SummarySettings]):
    kind = Kind.SUMMARY
    script_model = SummaryScript
    settings_model = SummarySettings

    def settings(self, script: SummaryScript) -> SummarySettings:
        return SummarySettings(missed=script.missed)

    def items(self, script: SummaryScript) -> list[ItemDraft]:
        keys = keys_for([(s.key, s.names_it) for s in script.statements], kind=ItemKind.STATEMENT)
        return [
            ItemDraft(ItemKind.STATEMENT, key, statement.text, heading=statement.heading)
            for key, statement in zip(keys, script.statements, strict=True)
        ]

    def own_fields(self, version: QuestionVersion) -> dict[str, Any]:
        items = items_of(version, ItemKind.STATEMENT)
        keys = keys_to_write(
            [(item.key, item.heading or item.text) for item in items], kind=ItemKind.STATEMENT
        )
        statements = [
            {"key": key, "text": item.text} | ({"heading": item.heading} if item.heading else {})
            for key, item in zip(keys, items, strict=True)
        ]
        of = [stage.key for stage in version.question.sums_up.all()]
        return {"of": of, "statements": statements, "missed": self.settings_of(version).missed}

    def minutes(self, version: QuestionVersion) -> float:
        missed = MINUTES_FOR_WHAT_WAS_MISSED if self.settings_of(version).missed else 0
        prompt = longer_reading([version.prompt])
        return prompt + sum(map(_to_vote, items_of(version, ItemKind.STATEMENT))) + missed


def _to_vote(statement: QuestionItem) -> float:
    reading = minutes_to_read(words_in([statement.heading, statement.text]))
    return max(MINUTES_A_STATEMENT, MINUTES_TO_VOTE + reading)
