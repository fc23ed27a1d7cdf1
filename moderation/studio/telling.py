"""What a question says, field by field, so that two states of it can be read beside each other."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from moderation.studio.forms import FORMS
from moderation.studio.forms.base import FlagField
from moderation.studio.forms.looks import STIMULI
from sessions.enums import Every, Kind, Reveal
from sessions.studio.checking import Fault
from sessions.studio.typed import Typed


@dataclass(frozen=True)
class Difference:
    """One thing that reads otherwise; nothing stands for what is not said."""

    label: Any
    before: str
    after: str


def differences(kind: Kind, before: Typed, after: Typed) -> list[Difference]:
    """What differs, in the order of the form."""
    said_before, said_after = _said(kind, before), _said(kind, after)
    return [
        Difference(label, said_before[label], said_after[label])
        for label in said_before
        if said_before[label] != said_after[label]
    ]


def in_its_place(kind: Kind, fault: Fault) -> str:
    """What is wrong, behind the name of the field or list that it is about."""
    form = FORMS[kind]
    places = {
        form.places.get(name, (name,)): field.label for name, field in form.base_fields.items()
    } | {(rows.name,): rows.legend for rows in form.lists}
    places[STIMULI,] = _("Pictures and files")
    for place, label in places.items():
        if fault.path[: len(place)] == place:
            return _("%(field)s: %(message)s") % {"field": label, "message": fault.message}
    return fault.message


def _said(kind: Kind, typed: Typed) -> dict[Any, str]:
    form = FORMS[kind]
    said = {}
    for name, field in form.base_fields.items():
        if name == "prompt":
            said[field.label] = _in_words(typed.get(name, ""))
            said[_("Pictures and files")] = _looks(typed.get(STIMULI, ()))
            said |= {rows.legend: _rows(typed.get(rows.name, ())) for rows in form.lists}
        else:
            value = _at(typed, form.places.get(name, (name,)), name)
            said[field.label] = _in_words(bool(value) if isinstance(field, FlagField) else value)
    return said


def _at(typed: Any, path: tuple[str | int, ...], name: str) -> Any:
    defaults = {"required": True, "reveal": Reveal.AFTER_ANSWER}
    for step in path:
        typed = typed.get(step) if isinstance(typed, dict) else None
    return defaults.get(name) if typed is None else typed


def _in_words(value: Any) -> str:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case dict():
            return ", ".join(f"{key}: {', '.join(values)}" for key, values in value.items())
        case list():
            return ", ".join(value)
        case None:
            return ""
        case str() if value in Reveal.values:
            return str(Reveal(value).label)
        case str() if value in Every.values:
            return str(Every(value).label)
    return str(value).strip()


def _rows(entries: Any) -> str:
    lines = [entry if isinstance(entry, str) else _row(entry) for entry in entries]
    return "\n".join(line for line in lines if line)


def _looks(entries: Any) -> str:
    return "\n".join(f"{entry['file']}: {entry.get('alternative', '')}" for entry in entries)


def _row(entry: Typed) -> str:
    marks = [
        words
        for name, words in (("pinned", _("keeps its place")), ("exclusive", _("clears the others")))
        if entry.get(name)
    ]
    if entry.get("picture"):
        marks.append(_("picture: %(name)s") % {"name": entry["picture"]})
    if entry.get("segment"):
        marks.append(_("leads to: %(segment)s") % {"segment": entry["segment"]})
    heading = f"{entry['heading']}: " if entry.get("heading") else ""
    said = f"{heading}{entry.get('text', '')}".strip()
    return f"{said} ({', '.join(marks)})" if marks else said
