"""A page that only shows text and takes no answer."""

from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import Field, field_validator

from sessions.enums import Kind, Reveal
from sessions.kinds.base import QuestionKind, QuestionScript, Settings
from sessions.kinds.pace import minutes_to_read, words_in
from sessions.models import QuestionVersion
from sessions.script.fields import Flag, Key
from sessions.script.scalars import wrong

SHORTEST_MINUTES = 0.25


class TextPageSettings(Settings):
    """None: a text page is its prompt."""


class TextPageScript(QuestionScript):
    kind: Literal["text_page"]
    required: Flag = Field(False, description="Always false: a text page takes no answer.")

    @field_validator("required")
    @classmethod
    def _asks_nothing(cls, required: bool) -> bool:
        if required:
            raise wrong(_("A text page takes no answer, so it cannot be required."))
        return required

    @field_validator("reveal", "within")
    @classmethod
    def _has_nothing_to_reveal(cls, value: Reveal | Key | None) -> Reveal | Key | None:
        raise wrong(_("A text page takes no answers, so there is nothing to reveal."))


class TextPage(QuestionKind[TextPageScript, TextPageSettings]):
    kind = Kind.TEXT_PAGE
    script_model = TextPageScript
    settings_model = TextPageSettings
    takes_answer = False

    def settings(self, script: TextPageScript) -> TextPageSettings:
        return TextPageSettings()

    def own_fields(self, version: QuestionVersion) -> dict[str, Any]:
        return {}

    def minutes(self, version: QuestionVersion) -> float:
        return max(SHORTEST_MINUTES, minutes_to_read(words_in([version.prompt])))
