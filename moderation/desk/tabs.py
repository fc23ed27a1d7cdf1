"""The way through a board's desk: its parts, and the pages that each of them opens with."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from moderation.web import EVERYONE, READERS, Desk
from sessions.enums import Role

_SAID = (*READERS, Role.OBSERVER)


@dataclass(frozen=True)
class Place:
    """A page that is a tab: its address's name, what it is called, and whose it is."""

    page: str
    label: Any
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Part:
    """Pages that belong together, under one name; it leads to the first that is for the reader."""

    label: Any
    places: tuple[Place, ...]


PARTS = (
    Part(
        _("Board"),
        (
            Place("desk_board", _("Board"), EVERYONE),
            Place("desk_timetable", _("Timetable"), EVERYONE),
            Place("desk_ending", _("The end"), (Role.FACILITATOR,)),
        ),
    ),
    Part(
        _("Guide"),
        (
            Place("desk_guide", _("Write"), READERS),
            Place("desk_collected", _("Collected"), READERS),
            Place("desk_guide_texts", _("About the board"), (Role.FACILITATOR,)),
            Place("desk_consent_versions", _("Consent"), READERS),
            Place("desk_thank_you", _("Thank-you"), (Role.FACILITATOR,)),
            Place("desk_preview", _("As they see it"), READERS),
            Place("desk_workload", _("Workload"), READERS),
        ),
    ),
    Part(
        _("People"),
        (
            Place("desk_people", _("People"), (*READERS, Role.RECRUITER)),
            Place("desk_segments", _("Segments"), (*READERS, Role.RECRUITER)),
            Place("desk_reserve", _("Reserve"), (*READERS, Role.RECRUITER)),
            Place("desk_voices", _("Voices"), (*READERS, Role.RECRUITER)),
            Place("desk_late_joiners", _("Late joiners"), (Role.FACILITATOR,)),
            Place("desk_pseudonyms", _("Pseudonyms"), (Role.FACILITATOR,)),
            Place("desk_announcements", _("Announcements"), READERS),
            Place("desk_thanks_owed", _("Thank-yous"), (Role.FACILITATOR, Role.RECRUITER)),
        ),
    ),
    Part(
        _("Everything said"),
        (
            Place("desk_everything", _("Read"), _SAID),
            Place("desk_charts", _("In figures"), _SAID),
            Place("desk_probes", _("Probes"), READERS),
            Place("desk_calls", _("Calls"), READERS),
            Place("desk_wishes", _("Back room"), _SAID),
            Place("desk_starred", _("Starred"), _SAID),
            Place("desk_codebook", _("Codes"), READERS),
        ),
    ),
    Part(
        _("Transcripts"),
        (
            Place("desk_transcripts", _("Transcripts"), READERS),
            Place("desk_participation_statement", _("Who took part"), READERS),
            Place("desk_data_sheet", _("Data sheet"), READERS),
            Place("desk_verdicts", _("Did we get it right?"), READERS),
        ),
    ),
    Part(_("Staff"), (Place("desk_staff", _("Staff"), READERS),)),
    Part(_("Trail"), (Place("desk_audit", _("Trail"), EVERYONE),)),
)


@dataclass(frozen=True)
class Tab:
    """`is_current` as `aria-current` says it: `page`, `true` for the part it is in, or nothing."""

    label: str
    url: str
    is_current: str


@dataclass(frozen=True)
class Tabs:
    """The desk's parts, and the pages of the one that is open where it has several."""

    parts: list[Tab]
    places: list[Tab]


def tabs_for(desk: Desk, current: str) -> Tabs:
    """`current` is the page under which the one that is shown stands."""
    parts, shown = [], []
    for part in PARTS:
        places = list(_places(desk, part, current))
        here = any(place.is_current for place in places)
        if places:
            alone = "page" if here and len(places) == 1 else "true" if here else ""
            parts.append(Tab(str(part.label), places[0].url, alone))
        if here and len(places) > 1:
            shown = places
    return Tabs(parts, shown)


def _places(desk: Desk, part: Part, current: str) -> Iterator[Tab]:
    for place in part.places:
        if desk.role in place.roles:
            url = reverse(place.page, args=[desk.board.slug])
            yield Tab(str(place.label), url, "page" if place.page == current else "")
