"""A script's YAML as plain mappings, lists and texts, which remember their lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sessions.script.errors import Path, ScriptError
from sessions.script.yaml_words import YamlFault, in_plain_words

LONGEST_FILE = 1_000_000
DEEPEST = 20
_GLUED_REMARK = re.compile(r"[ \t]+(#[^\s#!][^\n]*)")


@dataclass
class Source:
    """A file's content, with the line of each thing in it.

    Every scalar is text, whatever a YAML reader would make of it. A key without a value counts
    as absent, yet has a line.
    """

    data: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of what stands at `path`, or of the nearest thing around it; from 1."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def value(self, *path: str | int) -> Any:
        """What stands at `path`; None where nothing does."""
        here = self.data
        for step in path:
            try:
                here = here[step]
            except (KeyError, IndexError, TypeError):
                return None
        return here

    def each(self, *path: str | int) -> Iterator[Path]:
        """The paths of the entries of the list at `path`; none where there is no list."""
        entries = self.value(*path)
        for place in range(len(entries) if isinstance(entries, list) else 0):
            yield (*path, place)

    def name(self, path: Path) -> str:
        """A path for people: entries of a list by their key, or by number where they have none."""
        return ".".join(
            step if isinstance(step, str) else self._entry(path[: place + 1])
            for place, step in enumerate(path)
        )

    def fault(self, path: Path, message: str) -> ScriptError:
        return ScriptError(self.line(path), self.name(path), message)

    def _entry(self, path: Path) -> str:
        key = self.value(*path, "key")
        assert isinstance(path[-1], int)
        return key if isinstance(key, str) and key else str(path[-1] + 1)


def read_source(text: str) -> tuple[Source, list[ScriptError]]:
    """The file's content, and what is wrong with its writing although it can be read.

    Raises YamlFault for what is not YAML, or is too large.
    """
    if len(text) > LONGEST_FILE:
        raise YamlFault(1, _("This file is too long to be a script."))
    try:
        node = _PlainLoader(text).get_single_node()
    except yaml.YAMLError as error:
        raise in_plain_words(error, text) from None
    if node is None:
        raise YamlFault(1, _("This file is empty. Begin with: format: bulletin-script/1"))
    reader = _Reader()
    source = Source(reader.read(node, ()), reader.lines)
    return source, [
        ScriptError(line, source.name(path), message) for line, path, message in reader.faults
    ]


class _PlainLoader(yaml.BaseLoader):
    """Composes nodes and refuses what a script has no use for and an attacker has."""

    depth = 0

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise YamlFault(line, _must_be_quoted("*"))
        if getattr(event, "anchor", None):
            raise YamlFault(line, _must_be_quoted("&"))
        if getattr(event, "tag", None) not in (None, "!"):
            raise YamlFault(line, _must_be_quoted("!"))
        if self.depth >= DEEPEST:
            raise YamlFault(line, _("This is nested too deeply for a script."))
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def _must_be_quoted(mark: str) -> str:
    return _("Text that begins with %(mark)s must be put in quotes.") % {"mark": mark}


@dataclass
class _Reader:
    """Turns nodes into plain data and notes where each thing stands."""

    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[tuple[int, Path, str]] = field(default_factory=list)

    def read(self, node: Node, path: Path) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.read(entry, (*path, place)) for place, entry in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        self._look_for_lost_words(node, path)
        return node.value

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if self._is_a_new_key(key_node, path):
                key = key_node.value
                self.lines[*path, key] = key_node.start_mark.line + 1
                value = self.read(value_node, (*path, key))
                if not _is_left_out(value_node):
                    content[key] = value
        return content

    def _is_a_new_key(self, node: Node, path: Path) -> bool:
        line = node.start_mark.line + 1
        if not isinstance(node, ScalarNode):
            self.faults.append((line, path, _("A key must be a word, followed by a colon.")))
            return False
        first = self.lines.get((*path, node.value))
        if first is None:
            return True
        message = _("This key is here a second time; the first is on line %(line)s.")
        self.faults.append((line, (*path, node.value), message % {"line": first}))
        return False

    def _look_for_lost_words(self, node: ScalarNode, path: Path) -> None:
        """A `#` after a blank begins a remark, and takes the rest of a plain text with it."""
        end = node.end_mark
        lost = _GLUED_REMARK.match(end.buffer or "", end.pointer) if node.style is None else None
        if lost:
            message = _(
                "“%(words)s” is read as a remark and would be lost. Put the whole text in quotes;"
                " if it is a remark, put a blank after the #."
            )
            self.faults.append((end.line + 1, path, message % {"words": lost[1].strip()}))


def _is_left_out(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.style is None and node.value == ""
