"""Prose. A minimum of words is a nudge, never a refusal (rule 3)."""

from django import forms
from django.utils.translation import gettext as _

from participants.kinds.base import LONGEST_TEXT, AnswerForm, AnsweringKind, WordsField, prose
from participants.kinds.content import AnswerContent, Fields
from sessions.enums import Kind
from sessions.models import QuestionVersion


class TextForm(AnswerForm):
    def boxes(self) -> dict[str, forms.Field]:
        return {
            "text": WordsField(
                label=_("Your answer"),
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 6}),
                error_messages={"required": _("Please write something here. One word is enough.")},
            )
        }

    @property
    def words_hoped_for(self) -> int:
        """How many words would help, as the page says it; 0 where nothing is said."""
        return self.version.settings.get("min_words") or 0

    def clean_text(self) -> str:
        return prose(self.cleaned_data["text"], prompt=self.version.prompt)

    def content(self) -> AnswerContent:
        return AnswerContent(text=self.cleaned_data["text"])


class Text(AnsweringKind):
    kind = Kind.TEXT
    form_class = TextForm

    def fields_from(self, version: QuestionVersion, content: AnswerContent) -> Fields:
        return {"text": [content.text]}
