"""A Word document becomes the text that a facilitator might have pasted.

What is text comes as text, with headings, numbers and bullets written out. What is not
(tables, pictures, notes in the margin) is named in a line of its own where it stood, begun by
`[?]`: so it can be seen, and changed into something that can be asked. The parts are read as
XML, since python-docx passes over what was inserted, put into a box or said in a comment.
"""

from collections import defaultdict

from django.utils.translation import gettext as _
from lxml import etree

from bulletin.text.plain import clean
from sessions.studio.bringing.lines import NOT_READ
from sessions.studio.bringing.reading import LONGEST_GUIDE
from sessions.studio.bringing.word.package import NotReadable, Package
from sessions.studio.bringing.word.runs import Runs
from sessions.studio.bringing.word.styles import Look, Shape, Styles
from sessions.studio.bringing.word.xml import attribute, child, children, name_of, text_in
from sessions.studio.bringing.words import NOTE, NOTE_IN_BRACKETS

_ASIDES = {
    "footnote": "footnotes.xml",
    "endnote": "endnotes.xml",
    "comment": "comments.xml",
}
_INDENT = "  "


def text_of_document(data: bytes) -> str:
    """The document as text. Raises NotReadable with the reason in plain words."""
    package = Package(data)
    root = package.tree(package.main)
    body = child(root, "body")
    if body is None:
        raise NotReadable(_("This document is empty."))
    writer = _Writer(Styles(package), _asides(package))
    writer.blocks(body)
    for name in package.headers_and_footers():
        part = package.tree(name)
        if part is not None and (said := text_in(part, "t")):
            writer.leave(_("In the margin of the page: %(words)s") % {"words": said})
    text = "\n".join(writer.lines).strip("\n")
    if len(text) > LONGEST_GUIDE:
        raise NotReadable(_too_long())
    if not text:
        raise NotReadable(_("This document is empty."))
    return text


def _asides(package: Package) -> dict[tuple[str, str], str]:
    """What stands in footnotes, endnotes and comments, by kind and number."""
    return {
        (kind, attribute(one, "id") or ""): text_in(one, "t")
        for kind, file in _ASIDES.items()
        for one in children(package.tree(package.beside(file)), kind)
    }


class _Writer:
    """Writes the body down, paragraph by paragraph, and no more of it than a guide may have."""

    def __init__(self, styles: Styles, asides: dict[tuple[str, str], str]) -> None:
        self.lines: list[str] = []
        self._styles, self._asides = styles, asides
        self._counts: dict[str, int] = defaultdict(int)
        self._has_title = False
        self._length = 0

    def blocks(self, parent: etree._Element) -> None:
        for block in parent:
            match name_of(block):
                case "p":
                    self._paragraph(block)
                case "tbl":
                    self._table(block)
                case "altChunk":
                    self.leave(_("Another document that is put in here"))
                case "sectPr" | "sdtPr" | "sdtEndPr":
                    pass
                case _:
                    self.blocks(block)

    def leave(self, what: str) -> None:
        """Something that is not read, in a line of its own."""
        self._add("", f"{NOT_READ} {' '.join(what.split())}")

    def _add(self, *lines: str) -> None:
        self.lines += lines
        self._length += sum(len(line) for line in lines)
        if self._length > LONGEST_GUIDE:
            raise NotReadable(_too_long())

    def _table(self, table: etree._Element) -> None:
        for row in table.iter():
            if name_of(row) == "tr" and _table_around(row) is table:
                self._row(row)

    def _row(self, row: etree._Element) -> None:
        cells, left = [], []
        for cell in children(row, "tc"):
            runs = Runs(self._asides)
            runs.read(cell)
            cells.append(" ".join(runs.text.split()))
            left += runs.left
        if any(cells):
            self.leave(_("Row of a table: %(cells)s") % {"cells": " | ".join(cells)})
        for what in left:
            self.leave(what)

    def _paragraph(self, paragraph: etree._Element) -> None:
        runs = Runs(self._asides)
        runs.read(paragraph)
        shape = self._styles.shape_of(paragraph)
        said = [line for line in (clean(line) for line in runs.text.split("\n")) if line]
        if said and shape.look is Look.CONTENTS:
            self.leave(_("Line of a table of contents: %(words)s") % {"words": " ".join(said)})
        elif said:
            self._write(shape, said)
        for what in runs.left:
            self.leave(what)

    def _write(self, shape: Shape, said: list[str]) -> None:
        """A paragraph is one line; only breaks that somebody typed into a plain one stay."""
        whole = " ".join(said)
        if _is_note(whole):
            self._add("", whole, "")
            return
        match shape.look:
            case Look.TITLE:
                self._has_title = True
                self._add("", f"# {whole}", "")
            case Look.HEADING:
                self._add("", f"{'#' * min(6, shape.level + self._has_title)} {whole}", "")
            case Look.NUMBERED:
                self._counts[shape.list_id] += 1
                first, *others = said
                self._add("", f"{self._counts[shape.list_id]}. {first}", *others)
            case Look.BULLETED:
                self._add(f"{_INDENT * shape.level}- {whole}")
            case _:
                self._add("", *said)


def _too_long() -> str:
    return _("This document is too long to be a guide.")


def _table_around(row: etree._Element) -> etree._Element | None:
    return next((one for one in row.iterancestors() if name_of(one) == "tbl"), None)


def _is_note(text: str) -> bool:
    return bool(NOTE.fullmatch(text) or NOTE_IN_BRACKETS.fullmatch(text))
