"""A PDF that somebody sent is written anew: its pages as they look, and links to the web.

Scripts, actions, attached files, forms that can be filled in, who wrote it, when and with what,
and what its photographs say of themselves stay behind. It is run in a process of its own.
"""

import re
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
# How a photograph can be packed; a JPEG 2000 is not taken.
_JPEG, _JPEG_2000 = frozenset({"/DCTDecode", "/DCT"}), "/JPXDecode"
_START, _SCAN, _END = b"\xff\xd8", 0xDA, 0xD9
# Markers that no segment follows: one of these where a segment should be is no picture of ours.
_ALONE = {0x01, *range(0xD0, 0xD9)}
_MARKER = re.compile(rb"\xff+([\x01-\xfe])")
# Within a scan, FF00 is a byte of it, and FFD0 to FFD7 divide it.
_AFTER_SCAN = re.compile(rb"\xff(?=[\x01-\xcf\xd8-\xfe])")
# The segments of a JPEG in which cameras and programs write; ICC (E2) and Adobe's colours stay.
_TELLING = {0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE}


class _NotLookedThrough(ValueError):
    """It holds photographs that may say anything of themselves."""


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
    except _NotLookedThrough:
        return {"refused": "photos"}
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
    if isinstance(one, Stream):
        _strip_photo(one)
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


def _strip_photo(one: Stream) -> None:
    """A photograph is kept as it is packed, and packed no second time around that.

    Raises ValueError for one that cannot be looked through.
    """
    filters = [str(name) for name in _each(one.get("/Filter"))]
    if _JPEG_2000 in filters:
        raise _NotLookedThrough
    if not _JPEG.intersection(filters):
        return
    if _JPEG.intersection(filters[:-1]):
        raise ValueError("a photo that is packed before it is one")
    hints = _each(one.get("/DecodeParms")) or [None] * len(filters)
    if len(hints) != len(filters):
        raise ValueError("a photo that says too little of how it is packed")
    data = one.read_raw_bytes()
    if len(filters) > 1:
        outer = Array([Name(name) for name in filters[:-1]])
        one.write(data, filter=outer, decode_parms=Array(hints[:-1]))
        data = one.read_bytes(pikepdf.StreamDecodeLevel.specialized)
    one.write(without_telling(data), filter=Name.DCTDecode, decode_parms=hints[-1])


def _each(said: Any) -> list[Any]:
    """What a PDF says as one thing or as a list of them."""
    if said is None:
        return []
    return list(said) if isinstance(said, Array) else [said]


def without_telling(jpeg: bytes) -> bytes:
    """The same picture up to its end, without what a camera or program wrote into it.

    Raises ValueError where it cannot be followed to its end.
    """
    if not jpeg.startswith(_START):
        raise ValueError("no JPEG")
    out, at = bytearray(_START), len(_START)
    while marker := _MARKER.match(jpeg, at):
        kind = marker[1][0]
        if kind == _END:
            return bytes(out) + bytes((0xFF, _END))
        at = _end_of_segment(jpeg, kind, marker.end())
        if kind not in _TELLING:
            out += b"\xff" + jpeg[marker.end() - 1 : at]
    raise ValueError("a JPEG without an end")


def _end_of_segment(jpeg: bytes, kind: int, at: int) -> int:
    """Where the next marker must stand; a scan's data belong to its segment."""
    length = int.from_bytes(jpeg[at : at + 2])
    if kind in _ALONE or length < 2 or at + length > len(jpeg):
        raise ValueError("a JPEG that is damaged")
    if kind != _SCAN:
        return at + length
    if after := _AFTER_SCAN.search(jpeg, at + length):
        return after.start()
    raise ValueError("a JPEG that is cut short")
