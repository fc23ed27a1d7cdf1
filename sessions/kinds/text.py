"""An open question, answered in one's own words."""

from typing import Annotated, Any, Literal

from pydantic import Field

from sessions.enums import Kind
from sessions.kinds.base import DiaryScript, QuestionKind, Settings
from sessions.kinds.pace import longer_reading, minutes_to_write
from sessions.models import QuestionVersion
from sessions.script.fields import Between, WholeNumber

# To read a short question, think, and write some sixty words.
MINUTES = 2.5
MOST_WORDS_ASKED_FOR = 500


class TextSettings(Settings):
    min_words: int | None = None


class TextScript(DiaryScript):
    kind: Literal["text"]
    min_words: Annotated[WholeNumber, Between(1, MOST_WORDS_ASKED_FOR)] | None = Field(
        None, description="A nudge, never a refusal."
    )


class Text(QuestionKind[TextScript, TextSettings]):
    kind = Kind.TEXT
    script_model = TextScript
    settings_model = TextSettings
    is_read = True

    def settings(self, script: TextScript) -> TextSettings:
        return TextSettings(min_words=script.min_words)

    def own_fields(self, version: QuestionVersion) -> dict[str, Any]:
        return {"min_words": self.settings_of(version).min_words}

    def minutes(self, version: QuestionVersion) -> float:
        words = self.settings_of(version).min_words or 0
        return max(MINUTES, minutes_to_write(words)) + longer_reading([version.prompt])
