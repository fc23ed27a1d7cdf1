"""What a line of the trail names besides whom it concerns, in the reader's words."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say

from bulletin.audit.models import Entry
from bulletin.privacy.enums import Destroyable
from bulletin.text.moments import whole_date
from bulletin.text.within import noun
from moderation.studio.forms.appearance import LookForm
from moderation.studio.forms.stages import StageRulesForm
from moderation.studio.forms.texts import TextsForm
from sessions.enums import Role
from sessions.timetable.wall_time import WallTime

# As the form calls it on which it was changed; what stands on no single field has its own words.
_FIELDS: dict[str, Any] = {
    name: field.label
    for form in (TextsForm, StageRulesForm, LookForm)
    for name, field in form.base_fields.items()
} | {
    "opens": say("opens"),
    "due": say("is due"),
    "closes": say("closes"),
    "run_by": say("Who runs the board"),
    "contacts": say("Whom participants can ask"),
}

_OF_DESTROYING = ("board_destruction", "destruction_date_set")


def named_in(entry: Entry) -> dict[str, Any]:
    """What `entry` noted, by its names: dates, moments by the board's clock, settings and the
    fields that changed as people read them, anything else as it is."""
    which = _destroyable if entry.action in _OF_DESTROYING else _fields
    return {
        name: which(value) if name == "which" else _in_words(value)
        for name, value in entry.details.items()
    }


def _destroyable(noted: str) -> str:
    return noun(Destroyable(noted).label)


def _fields(noted: str) -> str:
    return ", ".join(noun(_FIELDS.get(name, name)) for name in noted.split(", "))


def _in_words(value: Any) -> Any:
    if value is None:
        return _("none")
    if not isinstance(value, str):
        return value
    return noun(Role(value).label) if value in Role.values else _moment(value) or value


def _moment(noted: str) -> str:
    try:
        return _wall_time(WallTime.parse(noted)) if " " in noted else _day(noted)
    except ValueError:
        return ""


def _wall_time(wall: WallTime) -> str:
    at = wall.at.isoformat("minutes")
    if wall.on is not None:
        return _("%(date)s, %(time)s") % {"date": whole_date(wall.on), "time": at}
    return _("day %(number)s, %(time)s") % {"number": wall.day, "time": at}


def _day(noted: str) -> str:
    return whole_date(date.fromisoformat(noted))
