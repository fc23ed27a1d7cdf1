"""What someone who asks for a transcript chooses."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.enums import TranscriptFormat
from moderation.transcripts.rules import identities_for
from sessions.models import StaffMember


class TranscriptForm(forms.Form):
    """The names offered are those that this staff member may take."""

    use_required_attribute = False

    format = forms.ChoiceField(
        label=_("Format"),
        choices=TranscriptFormat.choices,
        initial=TranscriptFormat.CSV,
        widget=forms.RadioSelect,
    )
    identity = forms.ChoiceField(
        label=_("Names"),
        help_text=_("Under which names people appear. Your choice is noted in the trail."),
        widget=forms.RadioSelect,
    )

    def __init__(self, member: StaffMember, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")
        allowed = identities_for(member)
        names = self.fields["identity"]
        assert isinstance(names, forms.ChoiceField)
        names.choices = [(identity.value, identity.label) for identity in allowed]
        names.initial = allowed[0].value
