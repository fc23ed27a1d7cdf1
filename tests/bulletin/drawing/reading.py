"""A drawing read back as XML."""

from xml.etree import ElementTree

from bulletin.drawing.canvas import Frame

PAGE = Frame("one", "How it is spread")
FILE = Frame("one", "How it is spread", "What do you say?", ("Answered by 3.",), is_file=True)


def elements(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter())


def texts(svg: str) -> list[str]:
    """What is written on it, from the top; its title is not drawn."""
    return [one.text or "" for one in elements(svg) if one.tag.endswith("text")]


def boxes(svg: str, paint: str) -> list[float]:
    """How wide each box of this paint is, in a page's drawing."""
    return [
        float(one.get("width", ""))
        for one in elements(svg)
        if one.tag.endswith("rect") and one.get("class") == f"picture__{paint}"
    ]
