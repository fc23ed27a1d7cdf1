"""More time for a stage: for one person, for those of a segment, or for all it is meant for."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from moderation.desk.forms.people import MoreTimeForm
from participants.models import Membership, Participant
from sessions.enums import Audience
from sessions.models import Segment, Stage

ALL = "all"


@dataclass(frozen=True)
class Group:
    """Several people under one name: `choice` is what the form sends."""

    choice: str
    heading: str
    name: str
    people: list[Participant]

    @property
    def label(self) -> str:
        words = ngettext("%(name)s (%(people)d person)", "%(name)s (%(people)d people)", self.size)
        return words % {"name": self.name, "people": self.size}

    @property
    def size(self) -> int:
        return len(self.people)


class StageMoreTimeForm(MoreTimeForm):
    """Who is chosen from a list that says how many each choice is."""

    whom = forms.ChoiceField(label=gettext_lazy("For whom?"))
    field_order = ["whom", "until", "reason"]

    def __init__(self, stage: Stage, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(stage.board, data)
        del self.fields["stage"]
        self._people = {str(one.pk): one for one in _active(stage)}
        self._groups = {group.choice: group for group in _groups(stage, [*self._people.values()])}
        field = self.fields["whom"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(self._choices())

    def chosen_people(self) -> list[Participant]:
        whom = self.cleaned_data["whom"]
        return self._groups[whom].people if whom in self._groups else [self._people[whom]]

    def is_for_one(self) -> bool:
        return self.cleaned_data["whom"] in self._people

    def _choices(self) -> Iterator[tuple[str, Any]]:
        yield "", _("Choose")
        by_heading: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for group in self._groups.values():
            by_heading[group.heading].append((group.choice, group.label))
        yield from by_heading.items()
        names = [(pk, one.name_for(Audience.STAFF)) for pk, one in self._people.items()]
        yield _("One person"), names


def _active(stage: Stage) -> list[Participant]:
    people = list(stage.board.participants.active().order_by("pseudonym"))
    for person in people:
        person.board = stage.board
    return people


def _groups(stage: Stage, people: list[Participant]) -> Iterator[Group]:
    """Everybody whom the stage is for, and those of each segment among them; empty ones are left
    out."""
    held = _segments_held(stage)
    wanted = {segment.pk for segment in stage.segments.all()}
    meant = [one for one in people if not wanted or wanted & held[one.pk]]
    if meant:
        yield Group(ALL, _("All"), _("Everybody whom the stage is for"), meant)
    segments = Segment.objects.filter(segment_set__board=stage.board).select_related("segment_set")
    for segment in segments.order_by("segment_set__position", "position"):
        theirs = [one for one in meant if segment.pk in held[one.pk]]
        if theirs:
            yield Group(f"segment-{segment.pk}", segment.segment_set.key, segment.value, theirs)


def _segments_held(stage: Stage) -> Mapping[UUID, set[UUID]]:
    held: dict[UUID, set[UUID]] = defaultdict(set)
    current = Membership.objects.current().filter(participant__board=stage.board)
    for person, segment in current.values_list("participant", "segment"):
        held[person].add(segment)
    return held
