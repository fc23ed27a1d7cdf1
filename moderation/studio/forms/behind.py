"""Who runs the board and whom participants can ask: a few lines each."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.enums import ContactPurpose, Role
from sessions.models import Board, Contact, RunBy

MORE_LINES = 2
# Also a line that is as it was is read: whoever else saved meanwhile may have had fewer.
_EACH = {"empty_permitted": False}


class _LineForm(forms.Form):
    """A line without a name is left out."""

    use_required_attribute = False

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)

    @property
    def is_filled(self) -> bool:
        return bool(self.cleaned_data.get("name"))


class RunByForm(_LineForm):
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role, required=False)
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"), max_length=200, required=False
    )

    def clean(self) -> dict[str, Any]:
        """As in a script: participants are told for whom somebody observes."""
        said = self.cleaned_data
        if self.is_filled and said.get("role") == Role.OBSERVER and not said.get("organisation"):
            words = _("Name the observer's organisation: participants are told it.")
            self.add_error("organisation", words)
        return said


class ContactForm(_LineForm):
    purpose = forms.ChoiceField(label=gettext_lazy("For"), choices=ContactPurpose, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    telephone = forms.CharField(label=gettext_lazy("Telephone"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        reached = said.get("email") or said.get("telephone") or self.has_error("email")
        if self.is_filled and not reached:
            self.add_error("email", _("Give an e-mail address or a telephone number."))
        return said


_RunByLines = formset_factory(RunByForm, extra=MORE_LINES, max_num=50)
_ContactLines = formset_factory(ContactForm, extra=MORE_LINES, max_num=50)


class BehindForm:
    """Both lists, under one button."""

    def __init__(self, board: Board, data: Mapping[str, Any] | None = None) -> None:
        people = board.run_by.values("name", "role", "organisation")
        contacts = board.contacts.values("name", "purpose", "email", "telephone")
        self.run_by = _RunByLines(data, prefix="run_by", initial=list(people), form_kwargs=_EACH)
        self.contacts = _ContactLines(
            data, prefix="contacts", initial=list(contacts), form_kwargs=_EACH
        )
        self.wrong = ""

    def is_valid(self) -> bool:
        return self.run_by.is_valid() & self.contacts.is_valid()

    def people_who_run_it(self) -> list[RunBy]:
        return [RunBy(**form.cleaned_data) for form in self.run_by if form.is_filled]

    def people_to_ask(self) -> list[Contact]:
        return [Contact(**form.cleaned_data) for form in self.contacts if form.is_filled]
