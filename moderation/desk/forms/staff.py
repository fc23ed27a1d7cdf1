"""What a facilitator types about the staff."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.models import model_to_dict
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from bulletin.text.within import labelled
from sessions.enums import Role
from sessions.models import StaffMember

# What follows from holding a role, as whoever gives it reads it.
MEANS = {
    Role.FACILITATOR: _(
        "does everything that you do here: releases stages, moves dates, looks names up, and"
        " changes the roles of others, yours among them."
    ),
    Role.MODERATOR: _(
        "reads everything said on the board, private exchanges among it, and speaks, conceals,"
        " asks for more and exports."
    ),
    Role.OBSERVER: _(
        "reads what the participants' consent opens to observers and nothing else, writes to staff"
        " alone, and is named to participants with their organisation."
    ),
    Role.RECRUITER: _("looks after the people, their names and addresses, and reads no reply."),
}


class _AboutStaff(forms.Form):
    """A form that begins with what holds of this member, if it is about one."""

    use_required_attribute = False

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, of: StaffMember | None = None
    ) -> None:
        holds = model_to_dict(of, ["display_name", "organisation", "role"]) if of else {}
        super().__init__(data, initial=holds, label_suffix="")


class NamingForm(_AboutStaff):
    """How somebody of the staff is called on the board."""

    display_name = forms.CharField(
        label=_("Name on the board"),
        help_text=_("Participants read it beside what they write; observers are named as well."),
        max_length=200,
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)


class RoleForm(_AboutStaff):
    """Each role with what follows from holding it."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, lazy(labelled, str)(role.label, MEANS[role])) for role in Role],
        widget=forms.RadioSelect,
    )


class StaffForm(RoleForm, NamingForm):
    """Somebody to add to the staff."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("They sign in by a code that is sent there.")
    )

    field_order = ("email", "role", "display_name", "organisation")
