"""What becomes of each place in which somebody is quoted, and that they are meant."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.enums import OnQuotation
from moderation.erasing.quoting import Quoting


class QuotingForm(forms.Form):
    """A choice for each; what is not answered waits."""

    use_required_attribute = False

    def __init__(self, quoting: Iterable[Quoting], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")
        self._quoting = list(quoting)
        for one in self._quoting:
            self.fields[one.name] = forms.ChoiceField(
                label=gettext_lazy("What becomes of it?"),
                choices=OnQuotation.choices,
                initial=OnQuotation.LATER,
                required=False,
                widget=forms.RadioSelect(attrs={"class": "choices--row"}),
            )

    def choice_of(self, one: Quoting) -> OnQuotation:
        return OnQuotation(self.cleaned_data[one.name] or OnQuotation.LATER)


class ErasureForm(QuotingForm):
    typed = forms.CharField(label=gettext_lazy("Their pseudonym"), max_length=63)

    def __init__(
        self, pseudonym: str, quoting: Iterable[Quoting], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(quoting, data)
        self._pseudonym = pseudonym

    def clean_typed(self) -> str:
        typed = " ".join(str(self.cleaned_data["typed"]).split())
        if typed.casefold() != self._pseudonym.casefold():
            raise ValidationError(
                _("Type “%(pseudonym)s”, so that nobody is erased by mistake.")
                % {"pseudonym": self._pseudonym}
            )
        return typed

    def choices(self) -> dict[UUID, OnQuotation]:
        """By what they are about; of two on the same, hiding goes before leaving."""
        chosen: dict[UUID, OnQuotation] = {}
        order = list(OnQuotation)
        for one in self._quoting:
            choice = self.choice_of(one)
            chosen[one.target] = max(chosen.get(one.target, choice), choice, key=order.index)
        return chosen
