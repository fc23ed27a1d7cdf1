"""What a facilitator says of who should be in the room, and of those who come late."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from moderation.desk.forms.corrections import StaffForm
from sessions.models import Board, Segment
from sessions.script.shape import MOST_LATE_DAYS, MOST_WANTED


class WantedForm(StaffForm):
    """A number for each value of each set: `wanted()` after `is_valid()`."""

    def __init__(self, board: Board, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        segments = Segment.objects.filter(segment_set__board=board).select_related("segment_set")
        self.segments = list(segments)
        for segment in self.segments:
            self.fields[_name(segment)] = forms.IntegerField(
                label=f"{segment.segment_set.key}: {segment.value}",
                required=False,
                initial=segment.wanted,
                min_value=1,
                max_value=MOST_WANTED,
                widget=forms.NumberInput(attrs={"class": "field__short"}),
            )

    def wanted(self) -> dict[UUID, int | None]:
        return {segment.pk: self.cleaned_data[_name(segment)] for segment in self.segments}


class LateJoinersForm(StaffForm):
    days = forms.IntegerField(
        label=gettext_lazy("For how many days?"),
        help_text=gettext_lazy("From when they are added. Leave it empty to keep them closed."),
        required=False,
        min_value=1,
        max_value=MOST_LATE_DAYS,
        widget=forms.NumberInput(attrs={"class": "field__short"}),
    )


def _name(segment: Segment) -> str:
    return f"wanted-{segment.pk}"
