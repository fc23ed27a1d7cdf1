"""Forms of the account pages."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from bulletin.accounts.models import User


def zones() -> list[tuple[str, str]]:
    """Every zone that names a place, and UTC."""
    places = sorted(zone for zone in available_timezones() if "/" in zone and "Etc/" not in zone)
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in places)]


class AccountForm(forms.ModelForm[User]):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)
    timezone = forms.ChoiceField(label=_("Time zone"), choices=zones, required=False)

    class Meta:
        model = User
        fields = ["name", "language", "timezone"]


class FirstFacilitatorForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Your sign-in codes will go there once mail is set up."),
    )
