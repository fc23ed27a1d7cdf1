"""Texts that stand as soon as they are saved, and that two may write at one time."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bulletin.text.plain import storable

_SEEN = "seen-"


class ProseField(forms.CharField):
    """Markdown of some paragraphs, as it was typed."""

    def __init__(self, **options: Any) -> None:
        area = forms.Textarea(attrs={"rows": 5})
        super().__init__(required=False, strip=False, widget=area, **options)

    def to_python(self, value: Any) -> str:
        return storable(super().to_python(value) or "").replace("\r\n", "\n")


class SeenTextsForm(forms.Form):
    """Beside each text stands, unseen, what it said when the page was opened."""

    use_required_attribute = False

    def remember(self, texts: Mapping[str, str]) -> None:
        for name, text in texts.items():
            self.fields[_SEEN + name] = ProseField(initial=text)
            self.fields[_SEEN + name].widget = forms.HiddenInput()

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.base_fields}

    def seen(self) -> dict[str, str]:
        return {name: self.cleaned_data[_SEEN + name] for name in self.base_fields}

    def complain(self, now: Mapping[str, str]) -> None:
        """What somebody else wrote meanwhile stands beside the field; sent again, mine stands."""
        data = self.data.copy()  # type: ignore[attr-defined]  # what was posted is a QueryDict
        for name, text in now.items():
            data[_SEEN + name] = text
            words = _(
                "Somebody changed this meanwhile. Now it reads: “%(text)s” Save again for yours."
            )
            self.add_error(name, words % {"text": text})
        self.data = data
