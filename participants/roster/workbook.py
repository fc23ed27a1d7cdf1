"""A workbook (.xlsx) as the rows of its first sheet, opened so that no file can harm us.

Formulas, merged cells and errors are marked where they stand; hidden rows are left out, since
whoever hid them may not mean them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

from django.utils.translation import gettext as _
from lxml import etree

from bulletin.media.zips import UNREADABLE, is_locked, is_read_in_pieces
from participants.roster.errors import RosterError, RosterErrors
from participants.roster.flaws import Flaw, read_cell
from participants.roster.table import LARGEST_FILE, Row
from sessions.studio.bringing.word.xml import child, children, name_of

LARGEST_PART = 16 * 1024 * 1024
MOST_COLUMNS = 60
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DATES_BUILT_IN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NOT_OF_A_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DATE_FORMAT = re.compile(r"[ymdhs]", re.IGNORECASE)
# How a workbook writes a sign that XML cannot hold.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass
class Sheet:
    """`hidden` are the rows left out; `others` the names of the sheets that were not read."""

    name: str
    rows: list[Row] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def is_workbook(data: bytes) -> bool:
    """Or a workbook of another program, which `read_workbook` then refuses in words."""
    return data.startswith((b"PK", _OLD_OFFICE))


def read_workbook(data: bytes) -> Sheet:
    """The first sheet that is shown. Raises RosterErrors for what is none."""
    if len(data) > LARGEST_FILE:
        raise _refused(_("This file is too large to be a roster."))
    if data.startswith(_OLD_OFFICE):
        raise _refused(
            _("This is an old workbook (.xls), or one with a password. Save it as .xlsx or CSV.")
        )
    try:
        with ZipFile(BytesIO(data)) as package:
            return _Workbook(package).first_sheet()
    except UNREADABLE:
        raise _refused(_("This file is damaged. Open it, and save it again.")) from None


class _Workbook:
    def __init__(self, package: ZipFile) -> None:
        self._package = package
        self._book = self._tree("xl/workbook.xml")
        if self._book is None:
            raise _refused(_("This is no workbook (.xlsx). Save it as .xlsx or CSV."))
        settings = child(self._book, "workbookPr")
        is_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self._day_0 = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - its dates have no zone
        self._shared = self._shared_strings()
        self._dated = self._styles_of_dates()

    def first_sheet(self) -> Sheet:
        sheets = list(children(child(self._book, "sheets"), "sheet"))
        shown = [one for one in sheets if one.get("state", "visible") == "visible"]
        for one in shown:
            root = self._tree(self._file_of(one))
            if root is not None:
                others = [other.get("name", "") for other in shown if other is not one]
                return self._read(root, Sheet(one.get("name", ""), others=others))
        raise _refused(_("This workbook holds no sheet that is shown."))

    def _file_of(self, sheet: etree._Element) -> str:
        wanted = sheet.get(_RELATION) or sheet.get(_STRICT_RELATION)
        relations = self._tree("xl/_rels/workbook.xml.rels")
        for one in children(relations, "Relationship"):
            if one.get("Id") == wanted:
                target = one.get("Target", "")
                return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        return ""

    def _read(self, root: etree._Element, sheet: Sheet) -> Sheet:
        merged = _merged(root)
        line = 0
        for row in children(child(root, "sheetData"), "row"):
            line = int(row.get("r", line + 1))
            cells, flaws = self._cells(row)
            if not any(cells):
                continue
            if row.get("hidden") in ("1", "true"):
                sheet.hidden.append(line)
                continue
            for first, last, left, right in merged:
                if first <= line <= last:
                    flaws |= dict.fromkeys(range(left, right + 1), Flaw.MERGED.value)
            sheet.rows.append(Row(line, cells, flaws))
        return sheet

    def _cells(self, row: etree._Element) -> tuple[list[str], dict[int, str]]:
        texts: dict[int, str] = {}
        flaws: dict[int, str] = {}
        place = -1
        for cell in children(row, "c"):
            place = _column_of(cell.get("r", ""), place + 1)
            if place >= MOST_COLUMNS:
                raise _refused(_("This sheet is too wide to be a roster."))
            texts[place], flaw = self._value(cell)
            if flaw:
                flaws[place] = flaw
        return [texts.get(at, "") for at in range(max(texts, default=-1) + 1)], flaws

    def _value(self, cell: etree._Element) -> tuple[str, str]:
        kind, found = cell.get("t", "n"), child(cell, "v")
        raw = (found.text or "") if found is not None else ""
        if kind == "inlineStr":
            raw = _words(child(cell, "is"))
        elif kind == "s":
            raw = self._shared[int(raw)] if raw.isdigit() and int(raw) < len(self._shared) else ""
        elif kind == "b":
            raw = "true" if raw == "1" else "false"
        elif kind == "n" and raw:
            raw = self._number(raw, cell.get("s", "0"))
        text, flaw = read_cell(raw)
        if kind == "e":
            return text, Flaw.ERROR
        return text, Flaw.FORMULA if child(cell, "f") is not None else flaw

    def _number(self, raw: str, style: str) -> str:
        """`3` for `3.0`; a date as year, month and day."""
        try:
            number = float(raw)
            if style not in self._dated:
                return str(int(number)) if number.is_integer() else raw
            moment = self._day_0 + timedelta(days=number)
        except (ValueError, OverflowError):
            return raw
        return moment.strftime("%Y-%m-%d" if number.is_integer() else "%Y-%m-%d %H:%M")

    def _shared_strings(self) -> list[str]:
        root = self._tree("xl/sharedStrings.xml")
        return [_words(one) for one in children(root, "si")]

    def _styles_of_dates(self) -> set[str]:
        root = self._tree("xl/styles.xml")
        if root is None:
            return set()
        own = {
            one.get("numFmtId", ""): _NOT_OF_A_FORMAT.sub("", one.get("formatCode", ""))
            for one in children(child(root, "numFmts"), "numFmt")
        }
        dates = {str(each) for each in _DATES_BUILT_IN}
        dates |= {number for number, code in own.items() if _DATE_FORMAT.search(code)}
        styles = children(child(root, "cellXfs"), "xf")
        return {str(at) for at, style in enumerate(styles) if style.get("numFmtId") in dates}

    def _tree(self, name: str) -> etree._Element | None:
        try:
            info = self._package.getinfo(name)
        except KeyError:
            return None
        if is_locked(info) or not is_read_in_pieces(info):
            raise _refused(_("This file is damaged or has a password. Save it again without."))
        if info.file_size > LARGEST_PART:
            raise _refused(_("This file is too large to be a roster."))
        with self._package.open(info) as part:
            return _parsed(part.read(info.file_size))


def _parsed(data: bytes) -> etree._Element:
    """The root; a document type is refused, since entities hide in it."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    try:
        if b"<!DOCTYPE" in data.replace(b"\0", b"").upper():
            raise ValueError
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _refused(_("This file is damaged. Open it, and save it again.")) from None


def _words(element: etree._Element | None) -> str:
    """Of a text and its runs, without how it is spoken."""
    if element is None:
        return ""
    parts = (one for one in element if name_of(one) in ("t", "r"))
    return "".join(
        _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), part.text or "")
        if name_of(part) == "t"
        else _words(part)
        for part in parts
    )


def _merged(root: etree._Element) -> list[tuple[int, int, int, int]]:
    """First and last row, and first and last place, of each."""
    return list(_ranges(child(root, "mergeCells")))


def _ranges(merges: etree._Element | None) -> Iterator[tuple[int, int, int, int]]:
    for one in children(merges, "mergeCell"):
        corners = [_PLACE.fullmatch(end) for end in one.get("ref", "").split(":")]
        found = [corner for corner in corners if corner]
        if len(found) == 2:
            (left, first), (right, last) = (corner.groups() for corner in found)
            wide = min(_column_of(f"{right}1", 0), MOST_COLUMNS)
            yield int(first), int(last), _column_of(f"{left}1", 0), wide


def _column_of(reference: str, otherwise: int) -> int:
    """`AB7` is 27: places count from 0."""
    found = _PLACE.fullmatch(reference)
    if not found:
        return otherwise
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _refused(message: str) -> RosterErrors:
    return RosterErrors([RosterError(1, "", message)])
