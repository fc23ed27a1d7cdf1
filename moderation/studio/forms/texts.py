"""What a facilitator types about the board itself."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin.text.plain import storable
from sessions.models import Board
from sessions.studio.actions.texts import TEXTS

_SEEN = "seen-"


class ProseField(forms.CharField):
    """Markdown of some paragraphs, as it was typed."""

    def __init__(self, **options: Any) -> None:
        area = forms.Textarea(attrs={"rows": 5})
        super().__init__(required=False, strip=False, widget=area, **options)

    def to_python(self, value: Any) -> str:
        return storable(super().to_python(value) or "").replace("\r\n", "\n")


class TextsForm(forms.Form):
    """Beside each text stands, unseen, what it said when the page was opened."""

    use_required_attribute = False

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    welcome = ProseField(
        label=gettext_lazy("Welcome"),
        help_text=gettext_lazy("What participants read first, on the board's page. Markdown."),
    )
    purpose = ProseField(
        label=gettext_lazy("What this board is for"),
        help_text=gettext_lazy("One tap from every page, like what follows."),
    )
    afterwards = ProseField(label=gettext_lazy("What is done with the answers"))
    conduct = ProseField(label=gettext_lazy("How people are asked to speak with one another"))
    controller = forms.CharField(
        label=gettext_lazy("Who answers for the data"), max_length=200, required=False
    )
    ethics_reference = forms.CharField(
        label=gettext_lazy("Reference of the ethics approval"), max_length=200, required=False
    )

    def __init__(self, board: Board, data: Mapping[str, Any] | None = None) -> None:
        initial = {name: getattr(board, name) for name in TEXTS}
        super().__init__(data, initial=initial, label_suffix="")
        for name in TEXTS:
            self.fields[_SEEN + name] = ProseField(initial=initial[name])
            self.fields[_SEEN + name].widget = forms.HiddenInput()

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}

    def seen(self) -> dict[str, str]:
        return {name: self.cleaned_data[_SEEN + name] for name in TEXTS}

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
