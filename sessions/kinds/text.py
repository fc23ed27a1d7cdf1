"""An open question, answered in one's own words."""

from typing import Annotated, Any, Literal

from pydantic import Field

from sessions.enums import Kind
from sessions.kinds.base import DiaryScript, QuestionKind, Settings
from sessions.models import QuestionVersion
from sessions.script.fields import Between, WholeNumber

MINUTES = 2.5
WORDS_WRITTEN_A_MINUTE = 30
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

    def settings(self, script: TextScript) -> TextSettings:
        return TextSettings(min_words=script.min_words)

    def own_fields(self, version: QuestionVersion) -> dict[str, Any]:
        return {"min_words": self.settings_of(version).min_words}

    def minutes(self, version: QuestionVersion) -> float:
        words = self.settings_of(version).min_words or 0
        return max(MINUTES, words / WORDS_WRITTEN_A_MINUTE)
