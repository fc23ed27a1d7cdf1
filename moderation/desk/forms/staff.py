"""What a facilitator types to add somebody to the staff."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.enums import Role


class StaffForm(forms.Form):
    use_required_attribute = False

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("They sign in by a code that is sent there.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect)
    display_name = forms.CharField(
        label=_("Name on the board"),
        help_text=_("Participants read it beside what they write; observers are named as well."),
        max_length=200,
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")
