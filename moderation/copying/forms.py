"""What is asked for to make a board like another."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin.text.within import noun
from moderation.copying.actions import Wanted
from moderation.studio.forms.new_board import DayInput
from moderation.web import Desk
from participants.kinds.base import WordsField
from sessions.enums import Role
from sessions.models import Board, StaffMember
from sessions.script.scalars import LONGEST_LINE

A_WEEK = 7


class CopyForm(forms.Form):
    """`wanted()` after `is_valid()`."""

    use_required_attribute = False

    title = WordsField(label=gettext_lazy("Title of the new board"), max_length=LONGEST_LINE)
    starts_on = forms.DateField(
        label=gettext_lazy("Its first day"),
        help_text=gettext_lazy("Every date moves by as many days as this one."),
        widget=DayInput,
    )
    people = forms.BooleanField(required=False)
    staff = forms.MultipleChoiceField(
        label=gettext_lazy("Who of the staff comes along?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, desk: Desk, people: int, data: Mapping[str, Any] | None = None) -> None:
        self._today = desk.now.astimezone(desk.board.zone).date()
        initial = {
            "title": _("%(title)s (copy)") % {"title": desk.board.title},
            "starts_on": _next_start(desk.board, self._today),
        }
        super().__init__(data, initial=initial, label_suffix="")
        self._offer_people(people)
        self._offer_staff(desk)

    def _offer_people(self, people: int) -> None:
        field = self.fields["people"]
        field.label = _("With the %(number)d people who take part") % {"number": people}
        field.help_text = _(
            "Their names, addresses and segments, under new pseudonyms; nothing that they said or"
            " agreed to. Bring them only if they agreed to be asked again. Testers, the reserve,"
            " and whoever never agreed, withdrew, declined, or cannot take part stay behind."
        )
        if not people:
            del self.fields["people"]

    def _offer_staff(self, desk: Desk) -> None:
        others = desk.board.staff.current().exclude(pk=desk.member.pk).select_related("user")
        self._others = {str(member.pk): member for member in others.order_by("added_at", "id")}
        field = self.fields["staff"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(pk, _called(member)) for pk, member in self._others.items()]
        if not self._others:
            del self.fields["staff"]

    def clean_starts_on(self) -> date:
        starts_on: date = self.cleaned_data["starts_on"]
        if starts_on < self._today:
            raise ValidationError(_("That day has passed."))
        return starts_on

    def wanted(self) -> Wanted:
        typed = self.cleaned_data
        return Wanted(
            title=typed["title"],
            starts_on=typed["starts_on"],
            people=typed.get("people", False),
            staff=[self._others[pk] for pk in typed.get("staff", ())],
        )


def _next_start(board: Board, today: date) -> date:
    """The next day of the same name, a week from now or later: the same days are weekends."""
    soon = today + timedelta(days=A_WEEK)
    return soon + timedelta(days=(board.starts_on.weekday() - soon.weekday()) % A_WEEK)


def _called(member: StaffMember) -> str:
    return f"{member.display_name} ({noun(Role(member.role).label)})"
