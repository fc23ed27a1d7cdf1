"""What staff type and choose about segments."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.desk.forms.segments import SegmentsForm, name_of
from moderation.desk.names import naming_for
from moderation.web import Desk
from participants.kinds.base import WordsField
from participants.models import Membership, Participant
from sessions.models import Segment, SegmentSet
from sessions.script.scalars import LONGEST_KEY, LONGEST_LINE


class SetForm(forms.Form):
    use_required_attribute = False

    key = forms.CharField(
        label=_("Name of the set"),
        help_text=_("Small letters, digits and hyphens, such as sector: a roster's column."),
        max_length=LONGEST_KEY,
    )
    several = forms.BooleanField(label=_("Somebody may hold several of its values"), required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, segment_set: SegmentSet | None = None
    ) -> None:
        initial = (
            {"key": segment_set.key, "several": segment_set.allows_several} if segment_set else {}
        )
        super().__init__(data, initial=initial, label_suffix="")


class ValueForm(forms.Form):
    use_required_attribute = False

    value = WordsField(label=_("One more value"), max_length=LONGEST_LINE)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        segment: Segment | None = None,
        of: SegmentSet | None = None,
    ) -> None:
        initial = {"value": segment.value} if segment else {}
        auto_id = f"set-{of.pk}-%s" if of else "id_%s"
        super().__init__(data, initial=initial, auto_id=auto_id, label_suffix="")
        if segment:
            self.fields["value"].label = _("What it is called")


class PeopleForm(forms.Form):
    """Those who do not hold a value yet, to be ticked; `chosen()` after `is_valid()`."""

    use_required_attribute = False

    people = forms.MultipleChoiceField(
        label=_("Who is given it?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, desk: Desk, segment: Segment, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")
        self._there = {str(person.pk): person for person in _without(desk, segment)}
        name_of_person = naming_for(desk, list(self._there.values()))
        people = self.fields["people"]
        assert isinstance(people, forms.MultipleChoiceField)
        people.choices = [
            (pk, _held_beside(name_of_person(person), held))
            for pk, person in self._there.items()
            for held in [_values_of(person, segment.segment_set)]
        ]

    def __bool__(self) -> bool:
        """Whether there is anybody to be ticked."""
        return bool(self._there)

    def chosen(self) -> list[UUID]:
        return [self._there[pk].pk for pk in self.cleaned_data["people"]]


class PersonSegmentsForm(SegmentsForm):
    """What somebody holds. A set that is left as it was when the page was opened is not named in
    `wanted()`, whatever has become of it since."""

    use_required_attribute = False

    def __init__(
        self, person: Participant, held: Collection[Membership], data: Mapping[str, Any] | None
    ) -> None:
        super().__init__(data, label_suffix="")
        self.offer_segments(person.board)
        for segments in self.sets:
            field = self.fields[name_of(segments)]
            theirs = [str(one.segment_id) for one in held if one.segment_set_id == segments.pk]
            field.initial = theirs if segments.allows_several else next(iter(theirs), "")
            field.show_hidden_initial = True

    def wanted(self) -> dict[SegmentSet, list[Segment]]:
        chosen = self.segments()
        return {
            segments: [one for one in chosen if one.segment_set_id == segments.pk]
            for segments in self.sets
            if name_of(segments) in self.changed_data
        }


def _without(desk: Desk, segment: Segment) -> list[Participant]:
    """Everybody who has not left and does not hold it, in the roster's order."""
    holders = Membership.objects.current().filter(segment=segment).values("participant")
    here = desk.board.participants.filter(withdrawn_at=None, erased_at=None)
    people = here.exclude(pk__in=holders).prefetch_related("memberships__segment")
    return list(people.order_by("added_at", "name", "id"))


def _values_of(person: Participant, segment_set: SegmentSet) -> list[str]:
    return [
        held.segment.value
        for held in person.memberships.all()
        if held.ended_at is None and held.segment_set_id == segment_set.pk
    ]


def _held_beside(name: str, held: Collection[str]) -> str:
    return f"{name} ({', '.join(held)})" if held else name
