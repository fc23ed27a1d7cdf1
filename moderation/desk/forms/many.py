"""What is asked for before one deed is done for many people."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.desk.forms.corrections import StaffForm
from moderation.desk.forms.people import MoreTimeForm
from moderation.desk.forms.reserve import DeactivationForm
from sessions.models import Board, Segment


class SegmentForm(StaffForm):
    segment = forms.ModelChoiceField(
        Segment.objects.none(), label=gettext_lazy("Which one?"), empty_label=None
    )

    def __init__(self, board: Board, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        field = self.fields["segment"]
        assert isinstance(field, forms.ModelChoiceField)
        segments = Segment.objects.filter(segment_set__board=board).select_related("segment_set")
        field.queryset = segments
        field.choices = [
            ("", _("Choose one")),
            *((each.pk, each.in_full) for each in segments),
        ]


class NothingForm(StaffForm):
    """Nothing but a press."""


class LookUpForm(StaffForm):
    """A name or an address that the desk's pages do not show."""

    who = forms.CharField(
        label=gettext_lazy("Their name or address"),
        help_text=gettext_lazy("The whole of it. The trail keeps whom you looked up."),
        max_length=254,
    )


__all__ = ["DeactivationForm", "LookUpForm", "MoreTimeForm", "NothingForm", "SegmentForm"]
