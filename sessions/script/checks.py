"""What holds between the parts of a script.

The checks look at the file as it is, so that a fault in one place does not hide a
contradiction in another. What they cannot read they leave to the models to complain of.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from pydantic_core import PydanticCustomError

from sessions.enums import Kind, Opening
from sessions.script.check_times import misplaced_times
from sessions.script.errors import Path, ScriptError
from sessions.script.headings import is_a_rosters_own
from sessions.script.hints import did_you_mean, listed
from sessions.script.scalars import as_flag, as_line
from sessions.script.source import Source

T = TypeVar("T")
Check = Callable[[Source], Iterator[ScriptError]]


def contradictions(source: Source) -> list[ScriptError]:
    """Everything that contradicts something elsewhere in the file."""
    return [error for check in _CHECKS for error in check(source)]


def questions(source: Source) -> Iterator[Path]:
    for stage in source.each("stages"):
        yield from source.each(*stage, "questions")


def missing_files(source: Source, there: Collection[str]) -> Iterator[ScriptError]:
    """What the board or a question names and did not come with the script."""
    for path in _files_named(source):
        key = source.value(*path)
        if isinstance(key, str) and key not in there:
            message = _(
                "The file “%(key)s” is missing. Bring a zip with this script as guide.yaml,"
                " and the file in its folder “files”."
            )
            yield source.fault(path, message % {"key": key})


def _files_named(source: Source) -> Iterator[Path]:
    yield ("board", "look", "logo")
    for question in questions(source):
        yield from ((*one, "file") for one in source.each(*question, "stimuli"))
        yield from ((*one, "picture") for one in source.each(*question, "options"))
        yield (*question, "picture")


def _keys_used_twice(source: Source) -> Iterator[ScriptError]:
    statements = list(source.each("board", "consent", "statements"))
    for things in (list(source.each("stages")), list(questions(source)), statements):
        yield from _used_twice(source, [(*thing, "key") for thing in things])


def _entries_given_twice(source: Source) -> Iterator[ScriptError]:
    """Values of a set, values routed to and stages summed up are each named once."""
    for key in _mapping(source, "segments"):
        yield from _used_twice(source, list(source.each("segments", key, "values")))
    for thing in [*source.each("stages"), *questions(source)]:
        for key in _mapping(source, *thing, "segments"):
            yield from _used_twice(source, list(source.each(*thing, "segments", key)))
        yield from _used_twice(source, list(source.each(*thing, "of")))


def _used_twice(source: Source, paths: list[Path]) -> Iterator[ScriptError]:
    """Whatever its capitals and blanks: two texts that people cannot tell apart are one."""
    first: dict[str, int] = {}
    for path in paths:
        text = _line(source, path)
        if text is None:
            continue
        if text.casefold() in first:
            yield source.fault(
                path,
                _("“%(text)s” is used a second time; the first is on line %(line)s.")
                % {"text": text, "line": first[text.casefold()]},
            )
        first.setdefault(text.casefold(), source.line(path))


def _sets_named_like_columns(source: Source) -> Iterator[ScriptError]:
    for key in _mapping(source, "segments"):
        if isinstance(key, str) and is_a_rosters_own(key):
            message = _("A roster has a column of this name already; call the set something else.")
            yield source.fault(("segments", key), message)


def _wanted_of_no_value(source: Source) -> Iterator[ScriptError]:
    """Whoever should be in the room is of a value that the set has."""
    for key in _mapping(source, "segments"):
        values = _values(source, key)
        for value in _mapping(source, "segments", key, "wanted"):
            if (_attempt(as_line, value) or value) not in values:
                path = ("segments", key, "wanted", value)
                yield source.fault(path, _no_such_value(value, key, values))


def _unknown_segments(source: Source) -> Iterator[ScriptError]:
    sets = {key: _values(source, key) for key in _mapping(source, "segments")}
    for thing in [*source.each("stages"), *questions(source)]:
        for key in _mapping(source, *thing, "segments"):
            if key not in sets:
                yield source.fault((*thing, "segments", key), _no_such_set(key, sets))
                continue
            for path in source.each(*thing, "segments", key):
                value = _line(source, path)
                if value is not None and value not in sets[key]:
                    yield source.fault(path, _no_such_value(value, key, sets[key]))


def _within_what_is_no_group(source: Source) -> Iterator[ScriptError]:
    sets = _mapping(source, "segments")
    for question in questions(source):
        path = (*question, "within")
        key = source.value(*path)
        if not isinstance(key, str):
            continue
        if key not in sets:
            yield source.fault(path, _no_such_set(key, sets))
        elif _attempt(as_flag, source.value("segments", key, "several")):
            yield source.fault(
                path,
                _("A person may hold several values of %(set)s, so it makes no groups.")
                % {"set": key},
            )


def _routes_that_lead_nowhere(source: Source) -> Iterator[ScriptError]:
    sets = {key: _values(source, key) for key in _mapping(source, "segments")}
    for question in questions(source):
        if source.value(*question, "kind") == Kind.SINGLE:
            yield from _routes_of(source, question, sets)


def _routes_of(source: Source, question: Path, sets: dict[str, list[str]]) -> Iterator[ScriptError]:
    path = (*question, "routes")
    key = source.value(*path)
    named = [(*option, "segment") for option in source.each(*question, "options")]
    named = [each for each in named if source.value(*each) is not None]
    if key is None:
        for each in named:
            words = _("Say in “routes”, beside the prompt, of which segment set this is a value.")
            yield source.fault(each, words)
    elif isinstance(key, str) and key not in sets:
        yield source.fault(path, _no_such_set(key, sets))
    elif isinstance(key, str):
        if not named:
            words = _("No option says to which value of %(set)s it leads.")
            yield source.fault(path, words % {"set": key})
        for thing in (question, question[:2]):
            if key in _mapping(source, *thing, "segments"):
                yield source.fault(path, only_some_are_asked(key))
        for each in named:
            value = _line(source, each)
            if value is not None and value not in sets[key]:
                yield source.fault(each, _no_such_value(value, key, sets[key]))


def only_some_are_asked(key: str) -> str:
    """Why a question does not route within a set by which it is itself put to some only."""
    return _(
        "Only some of %(set)s are asked this: whoever it led elsewhere would lose the question"
        " with their answer."
    ) % {"set": key}


def _summaries_of_what_is_not_there(source: Source) -> Iterator[ScriptError]:
    stages = [source.value(*stage, "key") for stage in source.each("stages")]
    for question in questions(source):
        earlier = [key for key in stages[: int(question[1])] if isinstance(key, str)]
        for path in source.each(*question, "of"):
            key = source.value(*path)
            if not isinstance(key, str) or key in earlier:
                continue
            if key in stages:
                message = _("A summary can only sum up stages before its own; %(key)s is not.")
                yield source.fault(path, message % {"key": key})
            else:
                message = _("There is no stage with the key “%(key)s”.")
                yield source.fault(path, message % {"key": key} + did_you_mean(key, earlier))


def _first_stage_after_none(source: Source) -> Iterator[ScriptError]:
    if source.value("stages", 0, "opens") == Opening.AFTER_PREVIOUS:
        yield source.fault(
            ("stages", 0, "opens"),
            _("There is no stage before the first: write when it opens, or by_hand."),
        )


def _no_such_set(key: str, sets: Any) -> str:
    return _("There is no segment set “%(key)s”.") % {"key": key} + did_you_mean(key, sets)


def _no_such_value(value: str, key: str, values: list[str]) -> str:
    return _("%(set)s has no value “%(value)s”; it has: %(values)s.") % {
        "set": key,
        "value": value,
        "values": listed(values),
    } + did_you_mean(value, values)


def _values(source: Source, key: str) -> list[str]:
    values = (_line(source, path) for path in source.each("segments", key, "values"))
    return [value for value in values if value is not None]


def _line(source: Source, path: Path) -> str | None:
    """The text at `path` as it will be kept."""
    return _attempt(as_line, source.value(*path))


def _mapping(source: Source, *path: str | int) -> dict[str, Any]:
    found = source.value(*path)
    return found if isinstance(found, dict) else {}


def _attempt(read: Callable[[Any], T], value: Any) -> T | None:
    """What `read` makes of it, None where the models will complain."""
    try:
        return read(value)
    except PydanticCustomError:
        return None


_CHECKS: tuple[Check, ...] = (
    _keys_used_twice,
    _entries_given_twice,
    _sets_named_like_columns,
    _wanted_of_no_value,
    _unknown_segments,
    _within_what_is_no_group,
    _routes_that_lead_nowhere,
    _summaries_of_what_is_not_there,
    _first_stage_after_none,
    misplaced_times,
)
