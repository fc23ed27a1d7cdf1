"""Texts that stand as soon as they are saved, and that two may write at one time."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from moderation.studio.forms.base import TypedField, prose

_SEEN = "seen-"


class ProseField(TypedField):
    """Markdown of some paragraphs, as it was typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=prose(5), **options)


class SeenTextsForm(forms.Form):
    """Beside each text stands, unseen, what it said when the page was opened."""

    use_required_attribute = False

    def remember(self, texts: Mapping[str, str]) -> None:
        for name, text in texts.items():
            self.fields[_SEEN + name] = TypedField(
                required=False, initial=text, widget=forms.HiddenInput
            )

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.base_fields}

    def seen(self) -> dict[str, str]:
        return {name: self.cleaned_data[_SEEN + name] for name in self.base_fields}

    def complain(self, now: Mapping[str, str]) -> None:
        """What somebody else wrote meanwhile stands beside the field; sent again, mine stands."""
        seen = {_SEEN + name: text for name, text in now.items()}
        self.data = {name: self.data[name] for name in self.data} | seen
        for name, text in now.items():
            words = _(
                "Somebody changed this meanwhile. Now it reads: “%(text)s” Save again for yours."
            )
            self.add_error(name, words % {"text": text})
