"""Word's XML by the names of its elements, whichever of its two namespaces they stand in."""

from collections.abc import Iterator

from lxml import etree


def name_of(element: etree._Element) -> str:
    """The element's own name; empty for what is no element, such as an entity."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    if element is not None:
        yield from (one for one in element if name_of(one) == name)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    return next(children(element, name), None)


def attribute(element: etree._Element | None, name: str) -> str | None:
    """Of the element's own namespace, or of none."""
    if element is None:
        return None
    space = etree.QName(element).namespace
    found = element.get(f"{{{space}}}{name}", element.get(name))
    return None if found is None else str(found)


def value_of(element: etree._Element | None) -> str | None:
    return attribute(element, "val")


def text_in(element: etree._Element, *names: str) -> str:
    """The words of all elements so named within, a blank between paragraphs."""
    found: list[str] = []
    for one in element.iter():
        if name_of(one) in names:
            found.append(one.text or "")
        elif name_of(one) in ("p", "tab", "br"):
            found.append(" ")
    return " ".join("".join(found).split())
