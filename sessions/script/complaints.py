"""What the models find wrong, in a facilitator's words."""

import re
import types
import typing
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sessions.enums import Kind
from sessions.kinds import KINDS
from sessions.script.base import ScriptModel
from sessions.script.errors import Path, ScriptError
from sessions.script.hints import did_you_mean, listed
from sessions.script.scalars import OUR_ERROR
from sessions.script.shape import BoardScript, StageScript
from sessions.script.source import Source

_QUESTION_DEPTH = 4  # stages, its place, questions, its place
_QUOTED = re.compile(r"'([^']*)'")


def complaints(error: ValidationError, source: Source) -> list[ScriptError]:
    """Each of pydantic's errors, with its line and in plain words."""
    return [_complaint(details, source) for details in error.errors(include_url=False)]


def _complaint(details: ErrorDetails, source: Source) -> ScriptError:
    path = _path(details)
    return source.fault(path, _words(details, path, source))


def _path(details: ErrorDetails) -> Path:
    """Where in the file: pydantic's path without the kind it puts behind a question's place."""
    where = details["loc"]
    if where[:1] == ("stages",) and where[2:3] == ("questions",) and len(where) > _QUESTION_DEPTH:
        where = where[:_QUESTION_DEPTH] + where[_QUESTION_DEPTH + 1 :]
    return tuple(step for step in where if step != "[key]")


def _words(details: ErrorDetails, path: Path, source: Source) -> str:
    if details["type"] == "extra_forbidden":
        return _unknown_key(path, source)
    return words_of(details)


def words_of(details: ErrorDetails) -> str:
    """What is wrong, whatever it stands in."""
    if details["type"] == OUR_ERROR:
        return str(details["ctx"]["message"])
    words = _WORDS.get(details["type"])
    return words(details) if words else _("This cannot be used here.")


def _unknown_key(path: Path, source: Source) -> str:
    known = _known_keys(path[:-1], source)
    return _("This key is not known here. Known are: %(keys)s.") % {
        "keys": listed(known)
    } + did_you_mean(str(path[-1]), known)


def _one_of(details: ErrorDetails) -> str:
    allowed = _QUOTED.findall(details["ctx"]["expected"])
    given = details["input"]
    if not isinstance(given, str):
        return _("Write one of: %(allowed)s.") % {"allowed": listed(allowed)}
    if len(allowed) == 1:
        return _("“%(given)s” must be %(allowed)s.") % {"given": given, "allowed": allowed[0]}
    return _("“%(given)s” must be one of: %(allowed)s.") % {
        "given": given,
        "allowed": listed(allowed),
    } + did_you_mean(given, allowed)


def _no_kind(details: ErrorDetails) -> str:
    return _("This question lacks its kind, one of: %(kinds)s.") % {"kinds": listed(Kind.values)}


def _unknown_kind(details: ErrorDetails) -> str:
    given = details["input"]["kind"]
    if not isinstance(given, str):
        return _no_kind(details)
    return _("There is no question of the kind “%(given)s”; the kinds are: %(kinds)s.") % {
        "given": given,
        "kinds": listed(Kind.values),
    } + did_you_mean(given, Kind.values)


def _no_block(details: ErrorDetails) -> str:
    return _("This must be a block of lines, each with a key and a colon.")


def _too_few(details: ErrorDetails) -> str:
    least = details["ctx"]["min_length"]
    return ngettext("At least %(n)s must be given.", "At least %(n)s must be given.", least) % {
        "n": least
    }


_WORDS: dict[str, Callable[[ErrorDetails], str]] = {
    "missing": lambda details: _("This is missing. Add it."),
    "union_tag_not_found": _no_kind,
    "union_tag_invalid": _unknown_kind,
    "enum": _one_of,
    "literal_error": _one_of,
    "list_type": lambda details: _("This must be a list: one entry a line, each behind a hyphen."),
    "dict_type": _no_block,
    "model_type": _no_block,
    "model_attributes_type": _no_block,
    "too_short": _too_few,
    "too_long": lambda details: (
        _("These are %(there)s; at most %(most)s can be used.")
        % {"there": details["ctx"]["actual_length"], "most": details["ctx"]["max_length"]}
    ),
}


def _known_keys(path: Path, source: Source) -> list[str]:
    """The keys that may stand in the block at `path`."""
    model: type[ScriptModel] = BoardScript
    for place, step in enumerate(path):
        if isinstance(step, int):
            continue
        found = model.model_fields.get(step) or _field_with_alias(model, step)
        if found is None:
            continue  # the name of an entry, such as a segment set's
        if model is StageScript and step == "questions":
            kind = Kind(source.value(*path[: place + 2], "kind"))
            model = KINDS[kind].script_model
        else:
            model = _model_in(found.annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _field_with_alias(model: type[ScriptModel], alias: str) -> Any:
    return next((field for field in model.model_fields.values() if field.alias == alias), None)


def _model_in(annotation: Any) -> type[ScriptModel] | None:
    """The model that an annotation such as `list[OptionScript] | None` holds."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, ScriptModel) else None
    held = (_model_in(argument) for argument in typing.get_args(annotation))
    return next((model for model in held if model), None)
