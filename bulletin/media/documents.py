"""A PDF that somebody sent is written anew: its pages as they look, and links to the web.

Scripts, actions, attached files, forms that can be filled in, who wrote it, when and with what,
and what its photographs say of themselves stay behind. It is run in a process of its own.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from bulletin.media.limits import MOST_PAGES

# What acts, what is attached, and what tells of its author.
_LEFT_OUT = frozenset(
    {
        "/A",
        "/AA",
        "/AF",
        "/AcroForm",
        "/Dest",
        "/EF",
        "/EmbeddedFiles",
        "/JS",
        "/JavaScript",
        "/LastModified",
        "/Metadata",
        "/OpenAction",
        "/PieceInfo",
        "/RichMediaContent",
        "/XFA",
    }
)
_LINKS = ("http://", "https://", "mailto:")
_SCAN, _END = 0xDA, 0xD9
# The segments of a JPEG in which cameras and programs write; ICC (E2) and Adobe's colours stay.
_TELLING = {0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE}


def rewrite(source: Path, target: Path) -> dict[str, Any]:
    """Returns `{"refused": why}`, or nothing where `target` is written."""
    try:
        with pikepdf.open(source) as pdf:
            if pdf.is_encrypted:
                return {"refused": "locked"}
            if not 0 < len(pdf.pages) <= MOST_PAGES:
                return {"refused": "pages"}
            _write(pdf, target)
    except pikepdf.PasswordError:
        return {"refused": "locked"}
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, OSError):
        return {"refused": "damaged"}
    return {}


def _write(pdf: Pdf, target: Path) -> None:
    """What is filled in is drawn; then the pages alone come over."""
    pdf.flatten_annotations("all")
    links = [list(_links_on(page.obj)) for page in pdf.pages]
    with Pdf.new() as bare:
        for page in pdf.pages:
            for name in ("/Annots", "/B", "/Thumb", "/StructParents"):
                if name in page.obj:
                    del page.obj[name]
            bare.pages.append(page)
        for one in bare.objects:
            _strip(one)
        for page, found in zip(bare.pages, links, strict=True):
            if found:
                page.obj.Annots = bare.make_indirect(Array([_link(*one) for one in found]))
        bare.save(
            target,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            fix_metadata_version=False,
        )


def _links_on(page: Dictionary) -> Iterator[tuple[list[float], str]]:
    """Where a link to the web stands, and where to."""
    for note in page.get("/Annots", Array([])):
        action = note.get("/A") if isinstance(note, Dictionary) else None
        if note.get("/Subtype") != Name.Link or not isinstance(action, Dictionary):
            continue
        address = str(action.get("/URI", ""))
        if action.get("/S") == Name.URI and address.lower().startswith(_LINKS):
            yield [float(side) for side in note.Rect], address


def _link(rect: list[float], address: str) -> Dictionary:
    action = Dictionary(S=Name.URI, URI=pikepdf.String(address))
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array(rect), Border=Array([0, 0, 0]), A=action
    )


def _strip(one: Object) -> None:
    """Nothing in this object, or directly within it, acts or tells."""
    if isinstance(one, Stream) and one.get("/Filter") == Name.DCTDecode:
        plain = without_telling(one.read_raw_bytes())
        one.write(plain, filter=Name.DCTDecode)
    if isinstance(one, (Dictionary, Stream)):
        for name in list(one.keys()):
            if name in _LEFT_OUT:
                del one[name]
            elif not one[name].is_indirect if isinstance(one[name], Object) else False:
                _strip(one[name])
    elif isinstance(one, Array):
        for held in one:
            if isinstance(held, Object) and not held.is_indirect:
                _strip(held)


def without_telling(jpeg: bytes) -> bytes:
    """The same picture without what a camera or program wrote into it; damaged, as it is."""
    out, at = bytearray(jpeg[:2]), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        kind, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4])
        if kind in (_SCAN, _END):
            return bytes(out) + jpeg[at:]
        if kind not in _TELLING:
            out += jpeg[at : at + 2 + length]
        at += 2 + length
    return jpeg
