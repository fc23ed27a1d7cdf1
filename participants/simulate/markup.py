"""A page as a tree, asked with the few selectors that reading a page needs."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from typing import NamedTuple

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"}
    | {"wbr", "path", "use", "circle", "rect"}
)
_STEP = re.compile(
    r"(?P<tag>[a-z][a-z0-9]*)?(?P<marks>(?:[.#][\w-]+|\[[\w:-]+(?:[$*^]?=\"[^\"]*\")?\])*)"
)
_MARK = re.compile(r"[.#][\w-]+|\[[\w:-]+(?:[$*^]?=\"[^\"]*\")?\]")
_ATTRIBUTE = re.compile(r"\[(?P<name>[\w:-]+)(?:(?P<how>[$*^]?)=\"(?P<value>[^\"]*)\")?\]")


class Element:
    """One element, with what stands in it in order: further elements, and text."""

    __slots__ = ("attributes", "children", "parent", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None") -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []

    def __getitem__(self, name: str) -> str:
        """An attribute's value, empty where it has none."""
        return self.attributes.get(name, "")

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    @property
    def classes(self) -> set[str]:
        return set(self["class"].split())

    @property
    def text(self) -> str:
        """Its words, with single blanks between them."""
        return " ".join("".join(self._texts()).split())

    @property
    def content(self) -> str:
        """Its text as it stands there, line breaks and all."""
        return "".join(self._texts())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()

    def walk(self) -> Iterator["Element"]:
        """Every element within, in the order of the page."""
        for child in self.children:
            if not isinstance(child, str):
                yield child
                yield from child.walk()

    def all(self, selector: str) -> list["Element"]:
        """The elements within that a selector such as `.card--now a.button` means."""
        *above, last = _steps(selector)
        return [one for one in self.walk() if last.fits(one) and one._stands_in(above)]

    def first(self, selector: str) -> "Element | None":
        *above, last = _steps(selector)
        found = (one for one in self.walk() if last.fits(one) and one._stands_in(above))
        return next(found, None)

    def around(self, selector: str) -> "Element | None":
        """The nearest element that this one stands in, of those the selector means."""
        [step] = _steps(selector)
        return next((one for one in self._ancestors() if step.fits(one)), None)

    def _ancestors(self) -> Iterator["Element"]:
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def _stands_in(self, steps: "list[_Step]") -> bool:
        left = list(steps)
        for ancestor in self._ancestors():
            if left and left[-1].fits(ancestor):
                left.pop()
        return not left


class _Step(NamedTuple):
    tag: str
    classes: frozenset[str]
    identity: str
    attributes: tuple[tuple[str, str, str], ...]

    def fits(self, element: Element) -> bool:
        return (
            (not self.tag or element.tag == self.tag)
            and (not self.identity or element["id"] == self.identity)
            and (not self.classes or self.classes <= element.classes)
            and all(_has(element, *one) for one in self.attributes)
        )


def _has(element: Element, name: str, how: str, value: str) -> bool:
    there = element[name]
    if how == "$":
        return there.endswith(value)
    if how == "^":
        return there.startswith(value)
    if how == "*":
        return value in there
    return name in element and (not value or there == value)


@lru_cache(maxsize=200)
def _steps(selector: str) -> tuple[_Step, ...]:
    return tuple(_step(word) for word in selector.split())


def _step(word: str) -> _Step:
    found = _STEP.fullmatch(word)
    if found is None:
        raise ValueError(f"{word} is no selector of ours")
    marks = _MARK.findall(found["marks"])
    attributes = (match for mark in marks if (match := _ATTRIBUTE.fullmatch(mark)))
    return _Step(
        tag=found["tag"] or "",
        classes=frozenset(mark[1:] for mark in marks if mark[0] == "."),
        identity=next((mark[1:] for mark in marks if mark[0] == "#"), ""),
        attributes=tuple((one["name"], one["how"] or "", one["value"] or "") for one in attributes),
    )


def read(html: str) -> Element:
    """The tree of a page, or of a part of one. What is never closed ends with its parent."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self._here = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self._here)
        self._here.children.append(element)
        if tag not in _VOID:
            self._here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        element = self._here
        while element.parent is not None and element.tag != tag:
            element = element.parent
        if element.parent is not None:
            self._here = element.parent

    def handle_data(self, data: str) -> None:
        self._here.children.append(data)
