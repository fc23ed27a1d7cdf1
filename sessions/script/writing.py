"""A script as the file a facilitator would write."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from enum import Enum
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sessions.kinds.base import QuestionScript
from sessions.kinds.items import ItemScript
from sessions.kinds.scale import EndsScript
from sessions.script.base import ScriptModel
from sessions.script.scalars import duration_text
from sessions.script.shape import (
    BoardScript,
    BoardSection,
    ConsentScript,
    ContactScript,
    DestructionScript,
    IdentityScript,
    LookScript,
    ReminderScript,
    RunByScript,
    SegmentSetScript,
    StageScript,
    StatementOfConsentScript,
    WithdrawalScript,
)
from sessions.script.times import write_wall_time
from sessions.timetable.wall_time import WallTime

_LAST_IN_A_QUESTION = ("required", "reveal", "within", "segments", "entries", "note")
_SAID_EVEN_IF_DEFAULT: dict[type[ScriptModel], set[str]] = {
    BoardSection: {"identity", "after_due", "minutes_per_day"},
    IdentityScript: set(IdentityScript.model_fields),
    ConsentScript: {"version", "observers", "withdrawal"},
    WithdrawalScript: {"answers"},
    StatementOfConsentScript: {"required"},
    StageScript: {"released"},
}
_ON_ONE_LINE = (
    ContactScript,
    DestructionScript,
    EndsScript,
    IdentityScript,
    ItemScript,
    LookScript,
    ReminderScript,
    RunByScript,
    SegmentSetScript,
    StatementOfConsentScript,
    WithdrawalScript,
)
_LISTS_ON_ONE_LINE = ("of", "values")
_TAG = "tag:yaml.org,2002:"


def write_script(script: BoardScript) -> str:
    """The file that `read_script` reads back as an equal script.

    Keys stand in the order of the published example; what is as it would be anyway is left out.
    """
    return str(
        yaml.serialize(
            _node(script), Dumper=_Dumper, allow_unicode=True, width=float("inf"), indent=2
        )
    )


def as_data(script: ScriptModel) -> dict[str, Any]:
    """What its author said, as plain data that makes an equal script."""
    return script.model_dump(mode="json", by_alias=True, exclude_unset=True)


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists stand further in than their key."""
        super().increase_indent(flow, False)


def _node(value: Any, *, on_one_line: bool = False) -> Node:
    match value:
        case ItemScript() if _is_only_text(value):
            return _text(value.text)
        case ScriptModel():
            short = isinstance(value, _ON_ONE_LINE) and not _has_line_breaks(value)
            return _mapping(_said(value), on_one_line=on_one_line or short)
        case WallTime():
            return _node(write_wall_time(value), on_one_line=True)
        case Mapping():
            return _mapping(value.items(), on_one_line=on_one_line)
        case list():
            return _list(value, on_one_line=on_one_line)
        case _:
            return _scalar(value)


def _mapping(entries: Iterable[tuple[str, Any]], *, on_one_line: bool) -> MappingNode:
    return MappingNode(
        _TAG + "map",
        [(_text(key), _entry(key, value, on_one_line=on_one_line)) for key, value in entries],
        flow_style=on_one_line,
    )


def _entry(key: str, value: Any, *, on_one_line: bool) -> Node:
    if key == "at" and isinstance(value, str):
        return _quoted(value)
    routes = isinstance(value, dict) and all(isinstance(held, list) for held in value.values())
    return _node(value, on_one_line=on_one_line or routes or key in _LISTS_ON_ONE_LINE)


def _list(values: Sequence[Any], *, on_one_line: bool) -> SequenceNode:
    nodes = [_node(value, on_one_line=on_one_line) for value in values]
    return SequenceNode(_TAG + "seq", nodes, flow_style=on_one_line)


def _scalar(value: Any) -> ScalarNode:
    match value:
        case Enum():
            return _text(value.value)
        case bool():
            return ScalarNode(_TAG + "bool", "true" if value else "false")
        case int():
            return ScalarNode(_TAG + "int", str(value))
        case date():
            return ScalarNode(_TAG + "timestamp", value.isoformat())
        case time():
            return _quoted(value.isoformat("minutes"))
        case timedelta():
            return _text(duration_text(value))
        case _:
            return _text(str(value))


def _text(text: str) -> ScalarNode:
    """Several lines as a block; one line plainly, in quotes where YAML needs them."""
    if "\n" in text:
        return ScalarNode(_TAG + "str", f"{text}\n", style="|")
    return ScalarNode(_TAG + "str", text)


def _quoted(text: str) -> ScalarNode:
    return ScalarNode(_TAG + "str", text, style='"')


def _said(model: ScriptModel) -> list[tuple[str, Any]]:
    """The keys that must be written, with their values, in the file's order."""
    always = _SAID_EVEN_IF_DEFAULT.get(type(model), set())
    said = []
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        default = field.get_default(call_default_factory=True, validated_data={})
        if field.is_required() or name in always or value != default:
            said.append((field.alias or name, value))
    return sorted(said, key=_place) if isinstance(model, QuestionScript) else said


def _place(entry: tuple[str, Any]) -> int:
    """A question's own keys stand between its prompt and the rules that all kinds share."""
    key, _value = entry
    if key in ("key", "kind", "prompt"):
        return -1
    return _LAST_IN_A_QUESTION.index(key) + 1 if key in _LAST_IN_A_QUESTION else 0


def _is_only_text(item: ItemScript) -> bool:
    return [key for key, _value in _said(item)] == ["text"]


def _has_line_breaks(model: ScriptModel) -> bool:
    return any("\n" in value for value in model.model_dump().values() if isinstance(value, str))
