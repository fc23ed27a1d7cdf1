"""What a facilitator types about the board itself."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from moderation.studio.forms.seen import ProseField, SeenTextsForm
from sessions.models import Board
from sessions.studio.actions.texts import TEXTS


class TextsForm(SeenTextsForm):
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
    farewell = ProseField(
        label=gettext_lazy("Thank you at the end"),
        help_text=gettext_lazy(
            "What participants read on the board's page once it has ended. Left empty, we thank"
            " them in a sentence."
        ),
    )
    controller = forms.CharField(
        label=gettext_lazy("Who answers for the data"), max_length=200, required=False
    )
    ethics_reference = forms.CharField(
        label=gettext_lazy("Reference of the ethics approval"), max_length=200, required=False
    )

    def __init__(self, board: Board, data: Mapping[str, Any] | None = None) -> None:
        initial = {name: getattr(board, name) for name in TEXTS}
        super().__init__(data, initial=initial, label_suffix="")
        self.remember(initial)
