"""What a facilitator chooses of a reply, and writes of what is collected."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as say

from moderation.studio.forms.seen import SeenTextsForm
from participants.kinds.base import LONGEST_TEXT, WordsField
from sessions.models import Stage

LONGEST_STATEMENT = 1000


class PassageForm(forms.Form):
    """The words that were chosen, how many signs stand before them, and in which version.

    Where nobody was asked to choose `some`, no words are the whole reply.
    """

    use_required_attribute = False

    words = WordsField(
        label=say("The words to collect"),
        help_text=say("Choose them in the text, or type them exactly as they stand there."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "data-words-chosen": ""}),
    )
    before = forms.IntegerField(
        required=False, min_value=0, widget=forms.HiddenInput(attrs={"data-signs-before": ""})
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, **initial: Any) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["words"].required = data is None or "some" in data


class StatementForm(SeenTextsForm):
    text = WordsField(
        label=say("Statement"),
        help_text=say("One thought, in words that people can agree with or not."),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, text: str = "") -> None:
        super().__init__(data, initial={"text": text}, label_suffix="")
        self.remember({"text": text})


class SummaryForm(forms.Form):
    """The stage that the summary stands in: at first the next that has not opened."""

    use_required_attribute = False

    stage = forms.ChoiceField(label=say("In the stage"))

    def __init__(
        self,
        stages: Sequence[Stage],
        data: Mapping[str, Any] | None = None,
        *,
        initial: Stage | None = None,
    ) -> None:
        first = {"stage": str(initial.pk)} if initial else {}
        super().__init__(data, initial=first, label_suffix="")
        self._stages = {str(stage.pk): stage for stage in stages}
        field = self.fields["stage"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, stage.title) for key, stage in self._stages.items()]

    @property
    def chosen(self) -> Stage:
        return self._stages[self.cleaned_data["stage"]]
