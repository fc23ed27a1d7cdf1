"""What a facilitator types about the timetable as a whole."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.models import Board
from sessions.timetable.days_off import countries, is_known, parts_of
from sessions.timetable.shifting import Shift

MOST_DAYS = 730
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


class ShiftForm(forms.Form):
    """By so many days, or to a day: one of the two."""

    use_required_attribute = False

    days = forms.IntegerField(
        label=gettext_lazy("By how many days?"),
        help_text=gettext_lazy("7 is a week later, -1 is a day earlier."),
        min_value=-MOST_DAYS,
        max_value=MOST_DAYS,
        required=False,
    )
    start = forms.DateField(
        label=gettext_lazy("Or to which day does the first of them move?"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        required=False,
    )
    skip = forms.BooleanField(required=False)

    def __init__(self, board: Board, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["skip"].label = (
            _("Count working days alone: skip weekends and public holidays")
            if board.holidays
            else _("Count working days alone: skip weekends")
        )

    def clean_start(self) -> date | None:
        start: date | None = self.cleaned_data["start"]
        if start and not FIRST_DAY <= start <= LAST_DAY:
            raise forms.ValidationError(_("Look at the year: it is hardly meant."))
        return start

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if self.errors:
            return typed
        if typed["days"] is not None and typed["start"] is not None:
            self.add_error("start", _("Give either a number of days or a day, not both."))
        elif typed["days"] is None and typed["start"] is None:
            self.add_error("days", _("Give a number of days, or a day below."))
        return typed

    def shift(self) -> Shift:
        typed = self.cleaned_data
        return Shift(days=typed["days"], start=typed["start"], skips_days_off=typed["skip"])


class HolidaysForm(forms.Form):
    """A country, and the part of it where its parts keep days of their own."""

    use_required_attribute = False

    country = forms.ChoiceField(label=gettext_lazy("Public holidays of"), required=False)
    part = forms.CharField(
        label=gettext_lazy("A part of it, if its holidays differ"),
        help_text=gettext_lazy("By its code, such as SCT for Scotland."),
        max_length=6,
        required=False,
    )

    def __init__(self, board: Board, data: Mapping[str, Any] | None = None) -> None:
        country, _hyphen, part = board.holidays.partition("-")
        super().__init__(data, initial={"country": country, "part": part}, label_suffix="")
        field = self.fields["country"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("No country: weekends alone")), *countries().items()]

    def clean(self) -> dict[str, Any]:
        if self.errors or is_known(self.whose()) or not self.whose():
            return self.cleaned_data
        known = ", ".join(parts_of(self.cleaned_data["country"])) or _("none")
        self.add_error(
            "part", _("That is none of its parts. Known are: %(parts)s.") % {"parts": known}
        )
        return self.cleaned_data

    def whose(self) -> str:
        country, part = self.cleaned_data["country"], self.cleaned_data["part"].strip().upper()
        return f"{country}-{part}" if country and part else country
