"""Somebody's segments, as staff choose them: one choice a set, or several where it allows them."""

from django import forms
from django.utils.translation import gettext as _

from sessions.models import Board, Segment, SegmentSet


class SegmentsForm(forms.Form):
    """A form with a field for each set; `segments()` after `is_valid()`."""

    def offer_segments(self, board: Board) -> None:
        self.sets = list(board.segment_sets.prefetch_related("segments"))
        for segments in self.sets:
            self.fields[name_of(segments)] = _field_of(segments)

    def segments(self) -> list[Segment]:
        chosen: set[str] = set()
        for segments in self.sets:
            value = self.cleaned_data[name_of(segments)]
            chosen.update([value] if isinstance(value, str) else value)
        return [
            segment
            for segments in self.sets
            for segment in segments.segments.all()
            if str(segment.pk) in chosen
        ]


def name_of(segments: SegmentSet) -> str:
    """What the form calls the field of a set."""
    return f"segment-{segments.key}"


def _field_of(segments: SegmentSet) -> forms.Field:
    choices = [(str(segment.pk), segment.value) for segment in segments.segments.all()]
    if segments.allows_several:
        return forms.MultipleChoiceField(
            label=segments.key,
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    return forms.ChoiceField(
        label=segments.key, choices=[("", _("none")), *choices], required=False
    )
