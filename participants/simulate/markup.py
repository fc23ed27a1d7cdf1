"""A page as a tree, asked with CSS selectors."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cssselect import HTMLTranslator, SelectorError
from lxml import etree

_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
_TRANSLATOR = HTMLTranslator()


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a page. Two are equal where they are the same one, not where they look alike.

    `_node` is lxml's own, of which a page has one for each element as long as anybody holds it.
    """

    _node: Any

    def __getitem__(self, name: str) -> str:
        """An attribute's value, empty where it has none."""
        return str(self._node.get(name, ""))

    def __contains__(self, name: str) -> bool:
        return name in self._node.attrib

    @property
    def tag(self) -> str:
        return str(self._node.tag)

    @property
    def parent(self) -> "Element | None":
        above = self._node.getparent()
        return None if above is None else Element(above)

    @property
    def classes(self) -> set[str]:
        return set(self["class"].split())

    @property
    def text(self) -> str:
        """Its words, with single blanks between them."""
        return " ".join(self.content.split())

    @property
    def content(self) -> str:
        """Its text as it stands there, line breaks and all."""
        return "".join(self._node.itertext())

    def walk(self) -> Iterator["Element"]:
        """Every element within, in the order of the page."""
        return map(Element, self._node.iterdescendants())

    def all(self, selector: str) -> list["Element"]:
        """The elements within that a selector such as `.card--now a.button` means.

        Raises ValueError for what is no selector.
        """
        return [*map(Element, _path("descendant::", selector)(self._node))]

    def first(self, selector: str) -> "Element | None":
        return next(iter(self.all(selector)), None)

    def around(self, selector: str) -> "Element | None":
        """The nearest element that this one stands in, of those the selector means."""
        found = _path("ancestor::", selector)(self._node)
        return Element(found[-1]) if found else None


@lru_cache(maxsize=200)
def _path(axis: str, selector: str) -> Any:
    try:
        return etree.XPath(_TRANSLATOR.css_to_xpath(selector, axis))
    except SelectorError as error:
        raise ValueError(f"{selector} is no selector") from error


def read(html: str) -> Element:
    """The tree of a page, or of a part of one. What is never closed ends with its parent."""
    root = etree.fromstring(html.encode(), _PARSER) if html.strip() else None
    return Element(etree.Element("html") if root is None else root)
