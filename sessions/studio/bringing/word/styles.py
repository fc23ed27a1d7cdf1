"""What Word's styles and lists say of a paragraph: a heading, a numbered line, a bullet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from lxml import etree

from sessions.studio.bringing.word.package import Package
from sessions.studio.bringing.word.xml import attribute, child, children, value_of

_HEADING = re.compile(r"heading ([1-9])")
_CONTENTS = re.compile(r"toc (?:[1-9]|heading)")
_LETTERS = ("lowerLetter", "upperLetter")
_DEEPEST_STYLE = 20


class Look(Enum):
    TITLE = auto()
    HEADING = auto()
    NUMBERED = auto()
    BULLETED = auto()
    CONTENTS = auto()
    PLAIN = auto()


@dataclass(frozen=True)
class Shape:
    """How a paragraph looks. `level` counts from 1 for headings and from 0 for lists."""

    look: Look
    level: int = 0
    list_id: str = ""


class Styles:
    """The document's styles and lists."""

    def __init__(self, package: Package) -> None:
        self._styles = {
            attribute(style, "styleId") or "": style
            for style in children(package.tree(package.beside("styles.xml")), "style")
        }
        self._lists = _formats(package.tree(package.beside("numbering.xml")))

    def shape_of(self, paragraph: etree._Element) -> Shape:
        own = child(paragraph, "pPr")
        styles = self._chain(value_of(child(own, "pStyle")))
        for style in styles:
            name = (value_of(child(style, "name")) or "").lower()
            if name == "title":
                return Shape(Look.TITLE)
            if _CONTENTS.fullmatch(name):
                return Shape(Look.CONTENTS)
            if found := _HEADING.fullmatch(name):
                return Shape(Look.HEADING, int(found[1]))
        settings = [own, *(child(style, "pPr") for style in styles)]
        for one in settings:
            level = value_of(child(one, "outlineLvl"))
            if level and level.isascii() and level.isdigit() and int(level) < 9:
                return Shape(Look.HEADING, int(level) + 1)
        return self._list_shape(settings)

    def _list_shape(self, settings: list[etree._Element | None]) -> Shape:
        numbers = [child(one, "numPr") for one in settings]
        list_id = _first(value_of(child(one, "numId")) for one in numbers)
        level = _first(value_of(child(one, "ilvl")) for one in numbers) or "0"
        form, text = self._lists.get((list_id or "0", level), ("none", ""))
        depth = int(level) if level.isascii() and level.isdigit() else 0
        if form == "none":
            return Shape(Look.PLAIN)
        if form == "bullet" or form in _LETTERS or (depth and text.count("%") < 2):
            return Shape(Look.BULLETED, depth)
        return Shape(Look.NUMBERED, depth, list_id or "")

    def _chain(self, style_id: str | None) -> list[etree._Element]:
        """A style and those that it is based on, nearest first."""
        chain: list[etree._Element] = []
        while style_id in self._styles and len(chain) < _DEEPEST_STYLE:
            style = self._styles[style_id or ""]
            chain.append(style)
            style_id = value_of(child(style, "basedOn"))
        return chain


def _formats(root: etree._Element | None) -> dict[tuple[str, str], tuple[str, str]]:
    """How each level of each list is numbered, and the text around its number."""
    abstract = {
        attribute(one, "abstractNumId") or "": {
            attribute(level, "ilvl") or "": (
                value_of(child(level, "numFmt")) or "decimal",
                value_of(child(level, "lvlText")) or "",
            )
            for level in children(one, "lvl")
        }
        for one in children(root, "abstractNum")
    }
    return {
        (attribute(number, "numId") or "", level): form
        for number in children(root, "num")
        for level, form in abstract.get(value_of(child(number, "abstractNumId")) or "", {}).items()
    }


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value is not None), None)
