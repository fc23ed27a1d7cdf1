"""All that is marked for translation, found in the sources themselves."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_python
from django.utils.translation.template import templatize

from bulletin.catalogues import ROOT

PARTS = ("bulletin", "sessions", "participants", "moderation")

# Django's names for what marks a message, and where in a call its context, its words and its
# plural stand, as Babel wants to be told.
_CONTEXT = (1, "c")
_MARKS: dict[str, Any] = {
    name + suffix: places
    for suffix in ("", "_lazy", "_noop")
    for name, places in {
        "gettext": (1,),
        "ngettext": (1, 2),
        "pgettext": (_CONTEXT, 2),
        "npgettext": (_CONTEXT, 2, 3),
    }.items()
}
_RENAMED = re.compile(r"^from django\.utils\.translation import (\w+) as (\w+)$", re.MULTILINE)
_IN_TEMPLATES = _MARKS | {"_": (1,)}


class Message(NamedTuple):
    """What makes a message one: two that differ in any of these are translated apart."""

    words: str
    plural: str = ""
    context: str = ""


def gathered(root: Path = ROOT) -> Catalog:
    """Every message of the product, once: what has a plural anywhere has one everywhere."""
    catalogue = Catalog(charset="utf-8")
    for _path, said in found(root):
        words = (said.words, said.plural) if said.plural else said.words
        catalogue.add(words, context=said.context or None)
    return catalogue


def found(root: Path = ROOT) -> Iterator[tuple[Path, Message]]:
    """Each marked message of each file of ours, as often as it stands there."""
    for part in PARTS:
        for path in sorted((root / part).rglob("*.py")):
            source = path.read_text()
            yield from ((path, said) for said in _in_python(source, _marks_of(source)))
    for path in sorted((root / "templates").rglob("*.*")):
        source = _as_python(path.read_text())
        yield from ((path, said) for said in _in_python(source, _IN_TEMPLATES))


def _marks_of(source: str) -> dict[str, Any]:
    """The marks, also under the names by which this file imports them."""
    return _MARKS | {new: _MARKS[old] for old, new in _RENAMED.findall(source) if old in _MARKS}


def _as_python(template: str) -> str:
    """A template's tags as calls. What stands between them is no Python: where it begins a line
    with blanks, these would be taken for an indentation."""
    return "\n".join(line.lstrip() for line in templatize(template).splitlines())


def _in_python(source: str, marks: dict[str, Any]) -> Iterator[Message]:
    finds = extract(extract_python, BytesIO(source.encode()), keywords=marks)  # type: ignore[arg-type]  # as Babel calls it itself
    for _line, said, _comments, context in finds:
        words, plural = (said, "") if isinstance(said, str) else (said[0], said[1])
        yield Message(words, plural, context or "")
