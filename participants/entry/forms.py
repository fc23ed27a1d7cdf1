"""What a person types to come in: an address, six digits, yes or no to each statement."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bulletin.accounts.forms import ZoneField, languages
from sessions.models import ConsentStatement, ConsentVersion

YES, NO = "yes", "no"
_NOT_A_DIGIT = re.compile(r"\D")


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one at which you were invited."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Please type your e-mail address.")},
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip()


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The six digits from the mail"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"class": "code", "autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
        error_messages={"required": _("The code has six digits, for example 042 917.")},
    )

    def clean_code(self) -> str:
        """Six digits, however they were spaced."""
        digits = _NOT_A_DIGIT.sub("", str(self.cleaned_data["code"]))
        if len(digits) != 6:
            raise ValidationError(_("The code has six digits, for example 042 917."))
        return digits


class LanguageForm(forms.Form):
    """One of the two, or both: what is left out stays as it is."""

    language = forms.ChoiceField(label=_("Language"), choices=languages, required=False)
    timezone = ZoneField(label=_("Times are those of"))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
        self.fields["timezone"].required = False


class StatementField(forms.ChoiceField):
    """Yes or no to the statement of this key."""

    def __init__(self, *, key: str, **how: Any) -> None:
        super().__init__(**how)
        self.key = key


class ConsentForm(forms.Form):
    """One yes-or-no a statement; `answers()` after `is_valid()`, which agreeing needs."""

    use_required_attribute = False

    def __init__(self, version: ConsentVersion, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.statements = {_name(one): one for one in version.statements.all()}
        for name, statement in self.statements.items():
            self.fields[name] = StatementField(
                key=statement.key,
                label=statement.text,
                choices=[(YES, _("Yes")), (NO, _("No"))],
                widget=forms.RadioSelect(attrs={"class": "choices--row"}),
                error_messages={"required": _("Please answer yes or no.")},
                help_text=_("Taking part needs a yes here.")
                if statement.required
                else _("Yes or no: you can take part either way."),
            )

    def clean(self) -> dict[str, Any]:
        for name, statement in self.statements.items():
            if statement.required and self.cleaned_data.get(name) == NO:
                self.add_error(
                    name,
                    _(
                        "Taking part needs your yes here. If it is no, choose “I do not take part” "
                        "below."
                    ),
                )
        return self.cleaned_data

    def answers(self) -> dict[ConsentStatement, bool]:
        return {
            statement: self.cleaned_data[name] == YES for name, statement in self.statements.items()
        }


def _name(statement: ConsentStatement) -> str:
    return f"statement-{statement.key}"
