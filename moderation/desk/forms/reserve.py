"""What staff say as somebody's place is closed, or given to somebody from the reserve."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.actions.reserve import Leaving
from moderation.desk.forms.corrections import StaffForm
from participants.models import Participant


class DeactivationForm(StaffForm):
    reason = forms.CharField(
        label=gettext_lazy("Why, for your records"),
        help_text=gettext_lazy("No more than you need."),
        max_length=300,
        required=False,
    )


class ReplacementForm(StaffForm):
    """`successor()` and `leaving()` after `is_valid()`."""

    who = forms.ChoiceField(label=gettext_lazy("Who takes their place?"))
    how = forms.ChoiceField(
        label=gettext_lazy("What is noted of the one who leaves?"),
        widget=forms.RadioSelect,
        choices=[
            (Leaving.UNABLE.value, gettext_lazy("They cannot take part; their place stays open")),
            (Leaving.CLOSED.value, gettext_lazy("Their place is closed; they get in no more")),
        ],
    )
    reason = forms.CharField(
        label=gettext_lazy("Why, for your records"),
        help_text=gettext_lazy("No more than you need."),
        max_length=300,
    )

    def __init__(
        self,
        reserve: Sequence[tuple[Participant, str]],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        """`reserve` are people with the name that this desk sees."""
        super().__init__(data)
        self._people = {str(person.pk): person for person, _name in reserve}
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [
            ("", _("Choose somebody")),
            *((str(person.pk), name) for person, name in reserve),
        ]

    def successor(self) -> Participant:
        return self._people[self.cleaned_data["who"]]

    def leaving(self) -> Leaving:
        return Leaving(self.cleaned_data["how"])
