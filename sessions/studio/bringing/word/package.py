"""A Word document as a package of parts, opened so that no file can harm us.

Whatever somebody uploads, it is refused in plain words or its parts are read within bounds of
memory; nothing in it is run, fetched or expanded.
"""

import re
from io import BytesIO
from zipfile import ZipFile

from django.utils.translation import gettext as _
from lxml import etree

from bulletin.media.zips import UNREADABLE, is_locked, is_read_in_pieces

LARGEST_FILE = 2 * 1024 * 1024
LARGEST_PART = 8 * 1024 * 1024
LARGEST_SUM = 16 * 1024 * 1024
MOST_PARTS = 2_000
_TYPES = "[Content_Types].xml"
_MAIN = re.compile(r"wordprocessingml\.(?:document|template)\.main\+xml$")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


class NotReadable(Exception):
    """Why this file cannot be read, for whoever chose it."""


class Package:
    """The parts of a document; raises NotReadable at opening for what is none."""

    def __init__(self, data: bytes) -> None:
        self._refuse_what_is_no_package(data)
        try:
            self._zip = ZipFile(BytesIO(data))
        except UNREADABLE:
            raise NotReadable(_damaged()) from None
        self._left = LARGEST_SUM
        names = self._zip.namelist()
        if len(names) > MOST_PARTS:
            raise NotReadable(_("This file holds too many parts to be a guide."))
        self._types = self._part_types()
        if any("vbaproject" in name.lower() for name in names) or any(
            "macroenabled" in kind.lower() for kind in self._types.values()
        ):
            raise NotReadable(
                _("This document holds macros. Save it as a Word document without (.docx).")
            )
        self.main = self._main_part()

    def tree(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is no such part."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return None
        if is_locked(info):
            raise NotReadable(_locked())
        if not is_read_in_pieces(info):
            raise NotReadable(_damaged())
        if info.file_size > min(LARGEST_PART, self._left):
            raise NotReadable(_("This document is too large once unpacked to be a guide."))
        self._left -= info.file_size
        try:
            with self._zip.open(info) as part:
                return _parsed(part.read(info.file_size))
        except UNREADABLE:
            raise NotReadable(_damaged()) from None

    def beside(self, name: str) -> str:
        """A part in the folder of the main one."""
        folder, slash, _file = self.main.rpartition("/")
        return f"{folder}{slash}{name}"

    def headers_and_footers(self) -> list[str]:
        return sorted(
            name
            for name, kind in self._types.items()
            if kind.endswith(("wordprocessingml.header+xml", "wordprocessingml.footer+xml"))
        )

    @staticmethod
    def _refuse_what_is_no_package(data: bytes) -> None:
        if len(data) > LARGEST_FILE:
            raise NotReadable(too_large())
        if data.startswith(_OLD_OFFICE):
            if _LOCKED in data:
                raise NotReadable(_locked())
            raise NotReadable(
                _("This is an old Word document (.doc). Save it as .docx, or paste its text.")
            )
        if not data.startswith(b"PK"):
            raise NotReadable(_no_document())

    def _part_types(self) -> dict[str, str]:
        """What each part that is named for itself holds."""
        root = self.tree(_TYPES)
        if root is None:
            raise NotReadable(_no_document())
        return {
            one.get("PartName", "").lstrip("/"): one.get("ContentType", "")
            for one in root
            if one.get("PartName")
        }

    def _main_part(self) -> str:
        for name, kind in self._types.items():
            if _MAIN.search(kind):
                return name
        raise NotReadable(_no_document())


def too_large() -> str:
    return _("This file is larger than %(most)s MB. Take its pictures out, or paste its text.") % {
        "most": LARGEST_FILE // (1024 * 1024)
    }


def _parsed(data: bytes) -> etree._Element:
    """The root; a document type is refused, since Word writes none and entities hide in it."""
    if b"<!DOCTYPE" in data.replace(b"\0", b"").upper():
        raise NotReadable(_damaged())
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise NotReadable(_damaged()) from None


def _damaged() -> str:
    return _("This file is damaged: Word may be able to open and save it again.")


def _locked() -> str:
    return _("This document is protected by a password. Take the password off, or paste its text.")


def _no_document() -> str:
    return _("This is no Word document (.docx), whatever its name says.")
