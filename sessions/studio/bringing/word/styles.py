"""What Word's styles and lists say of a paragraph: a heading, a numbered line, a bullet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto

from lxml import etree

from sessions.studio.bringing.word.package import Package
from sessions.studio.bringing.word.xml import attribute, child, children, value_of

_HEADING = re.compile(r"heading ([1-9])")
_CONTENTS = re.compile(r"toc (?:[1-9]|heading)")
_LETTERS = ("lowerLetter", "upperLetter")
_LEVELS = tuple("012345678")
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


@dataclass(frozen=True)
class _Settings:
    """What a paragraph or a style says; None for what it leaves to the style under it."""

    shape: Shape | None = None
    outline: str | None = None
    list_id: str | None = None
    level: str | None = None
    based_on: str | None = None


class Styles:
    """The document's styles and lists, each looked through once."""

    def __init__(self, package: Package) -> None:
        self._styles = {
            attribute(style, "styleId") or "": replace(
                _said_in(child(style, "pPr")),
                shape=_shape_named((value_of(child(style, "name")) or "").lower()),
                based_on=value_of(child(style, "basedOn")),
            )
            for style in children(package.tree(package.beside("styles.xml")), "style")
        }
        root = package.tree(package.beside("numbering.xml"))
        self._formats = {
            attribute(one, "abstractNumId") or "": _levels(one)
            for one in children(root, "abstractNum")
        }
        self._format_ids = {
            attribute(one, "numId") or "": value_of(child(one, "abstractNumId")) or ""
            for one in children(root, "num")
        }

    def shape_of(self, paragraph: etree._Element) -> Shape:
        own = child(paragraph, "pPr")
        styles = self._chain(value_of(child(own, "pStyle")))
        if shape := next((style.shape for style in styles if style.shape), None):
            return shape
        settings = [_said_in(own), *styles]
        if outline := _first(one.outline for one in settings):
            return Shape(Look.HEADING, int(outline) + 1)
        list_id = _first(one.list_id for one in settings) or "0"
        return self._list_shape(list_id, _first(one.level for one in settings) or "0")

    def _list_shape(self, list_id: str, level: str) -> Shape:
        levels = self._formats.get(self._format_ids.get(list_id, ""), {})
        form, text = levels.get(level, ("none", ""))
        if form == "none":
            return Shape(Look.PLAIN)
        depth = int(level)
        if form == "bullet" or form in _LETTERS or (depth and text.count("%") < 2):
            return Shape(Look.BULLETED, depth)
        return Shape(Look.NUMBERED, depth, list_id)

    def _chain(self, style_id: str | None) -> list[_Settings]:
        """A style and those that it is based on, nearest first."""
        chain: list[_Settings] = []
        while style_id in self._styles and len(chain) < _DEEPEST_STYLE:
            chain.append(self._styles[style_id or ""])
            style_id = chain[-1].based_on
        return chain


def _shape_named(name: str) -> Shape | None:
    if name == "title":
        return Shape(Look.TITLE)
    if _CONTENTS.fullmatch(name):
        return Shape(Look.CONTENTS)
    found = _HEADING.fullmatch(name)
    return Shape(Look.HEADING, int(found[1])) if found else None


def _said_in(settings: etree._Element | None) -> _Settings:
    outline = value_of(child(settings, "outlineLvl"))
    number = child(settings, "numPr")
    return _Settings(
        outline=outline if outline in _LEVELS else None,
        list_id=value_of(child(number, "numId")),
        level=value_of(child(number, "ilvl")),
    )


def _levels(abstract: etree._Element) -> dict[str, tuple[str, str]]:
    """How each level of a list is numbered, and the text around its number."""
    return {
        level: (
            value_of(child(one, "numFmt")) or "decimal",
            value_of(child(one, "lvlText")) or "",
        )
        for one in children(abstract, "lvl")
        if (level := attribute(one, "ilvl") or "") in _LEVELS
    }


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value is not None), None)
