"""What staff type where somebody is away, cannot take part, or was put down wrong."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class DayInput(forms.DateInput):
    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        """What browsers expect; a text that was typed wrong stays as it was typed."""
        return value.isoformat() if isinstance(value, date) else value


class DayField(forms.Field):
    """A date as a browser's box gives it."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            raise ValidationError(_("Give a date, as in 2021-03-29.")) from None


class StaffForm(forms.Form):
    use_required_attribute = False

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial, label_suffix="")


class AbsenceForm(StaffForm):
    until = DayField(
        label=gettext_lazy("They are back on"),
        help_text=gettext_lazy("Mails wait until the morning of that day."),
    )


class InabilityForm(StaffForm):
    reason = forms.CharField(
        label=gettext_lazy("Why, for your records"),
        help_text=gettext_lazy("For example: left the organisation. No more than you need."),
        max_length=300,
    )


class AddressForm(StaffForm):
    """Empty at first: who corrects an address need not be shown the one there was."""

    email = forms.EmailField(
        label=gettext_lazy("Their address"),
        error_messages={
            "required": gettext_lazy("Type their address, or say below that they have none.")
        },
    )
    has_none = forms.BooleanField(
        label=gettext_lazy("They have no address: take away the one there is"), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        """A button pressed too early takes nobody's address away."""
        super().__init__(data)
        self.fields["email"].required = not (data and data.get("has_none"))


class NameForm(StaffForm):
    name = forms.CharField(label=gettext_lazy("Their name"), max_length=200)
