"""Forms of the account pages."""

from typing import Any

from allauth.account.forms import RequestLoginCodeForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from bulletin.accounts.models import User
from bulletin.text.languages import heading
from bulletin.text.zones import Choices, current, grouped, is_zone


def languages() -> list[tuple[str, str]]:
    """Each by its own name."""
    return [(code, heading(code)) for code, _name in settings.LANGUAGES]


TIME_ZONE = _("Time zone")


class ZoneField(forms.ChoiceField):
    """Offers every zone that is named after a place, below what `blank` says where none need be
    chosen; takes a zone by any other name of its own, too."""

    def __init__(self, *, label: Any = TIME_ZONE, blank: Any = "") -> None:
        def choices() -> Choices:
            return [("", str(blank)), *grouped()] if blank else grouped()

        super().__init__(label=label, choices=choices, required=not blank)

    def prepare_value(self, value: Any) -> Any:
        """A zone that was kept by an older name stands in the list by its present one."""
        return current(value) if isinstance(value, str) else value

    def valid_value(self, value: str) -> bool:
        return is_zone(value)


class SignInForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth is untyped
    """The library's, in our words."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        email = self.fields["email"]
        email.label = _("E-mail address")
        email.error_messages["required"] = _("Please type your e-mail address.")
        del email.widget.attrs["placeholder"]


class AccountForm(forms.ModelForm[User]):
    language = forms.ChoiceField(
        label=_("Language"),
        choices=lambda: [("", _("As my browser likes it")), *languages()],
        required=False,
    )
    timezone = ZoneField(blank=_("That of each board"))

    class Meta:
        model = User
        fields = ["name", "language", "timezone"]


class FirstFacilitatorForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Your sign-in codes will go there once mail is set up."),
    )
