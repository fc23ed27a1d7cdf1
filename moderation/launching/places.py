"""Where on the desk each thing is mended that is missing before a launch."""

from collections.abc import Callable, Mapping

from django.urls import reverse

from sessions.preflight import Missing, Place
from sessions.studio.actions.texts import TEXTS

Way = Callable[[str, Missing], str]


def _page(name: str, anchor: str = "") -> Way:
    return lambda slug, _missing: reverse(name, args=[slug]) + anchor


def _texts(slug: str, missing: Missing) -> str:
    """The very field."""
    name = missing.where.rpartition(".")[2]
    return reverse("desk_guide_texts", args=[slug]) + (f"#id_{name}" if name in TEXTS else "")


def _of_subject(name: str) -> Way:
    return lambda slug, missing: reverse(name, args=[slug, missing.subject])


WAYS: Mapping[Place, Way] = {
    Place.TEXTS: _texts,
    Place.BEHIND: _page("desk_guide_behind"),
    Place.CONSENT: _page("desk_consent_draft"),
    Place.END: _page("desk_end"),
    Place.DATES: _of_subject("desk_dates"),
    Place.RELEASE: _page("desk_board", "#stages"),
    Place.GUIDE: _page("desk_guide"),
    Place.QUESTION: _of_subject("desk_guide_question"),
    Place.STAFF: _page("desk_staff"),
    Place.WORKLOAD: _page("desk_workload"),
    Place.PEOPLE: _page("desk_people"),
    Place.THANKS: _page("desk_thank_you"),
    Place.VOICES: _page("desk_voices"),
    Place.DESTRUCTION: _page("desk_destruction_days"),
    Place.MAIL: _page("desk_launch", "#mail"),
}


def way_to(slug: str, missing: Missing) -> str:
    return WAYS[missing.at](slug, missing)
