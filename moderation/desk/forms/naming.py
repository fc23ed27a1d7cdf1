"""Whether participants may take another pseudonym."""

from django import forms
from django.utils.translation import gettext_lazy

from moderation.desk.forms.corrections import StaffForm


class PseudonymsForm(StaffForm):
    offered = forms.BooleanField(
        label=gettext_lazy("People may take another of the names drawn for them."), required=False
    )
