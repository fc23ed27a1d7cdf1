"""A picture that somebody sent is read, and written anew: only what is seen of it is kept.

Where it was taken, with what and when, comments, a second file hidden behind it, frames after
the first and whatever else a reader could be made to trip over stay behind. What is turned by
its metadata is turned for good.
"""

import struct
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from bulletin.media.limits import SMALL_SIDE
from bulletin.media.refusing import NotTaken

# The only readers that a file is offered to, whatever its name says.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
CONTENT_TYPE = "image/webp"
MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2400
_QUALITY = 85
# A phone's panorama is six times as wide as high; beyond that a picture cannot be looked at.
_MOST_STRETCHED = 40

# What a file that is cut short, wrong inside or made to do harm can raise in Pillow's readers.
_TOO_MANY_PIXELS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_ODD_METADATA = (struct.error, ZeroDivisionError)
_UNREADABLE = (
    *_ODD_METADATA,
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    OverflowError,
    TypeError,
)


@dataclass(frozen=True)
class Picture:
    """The picture and a small one of it as WebP; sides in pixels, as it is looked at."""

    data: bytes
    small: bytes
    width: int
    height: int


def read_picture(file: IO[bytes]) -> Picture:
    """The picture in a file, harmless, at most LONGEST_SIDE long. Raises NotTaken."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise NotTaken(
            _("This picture is larger than %(most)s MB. Please make it smaller.")
            % {"most": MOST_BYTES // 1024 // 1024}
        )
    seen = _looked_at(data)
    small = seen.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return Picture(_written(seen), _written(small), seen.width, seen.height)


def _looked_at(data: bytes) -> Image.Image:
    """Its first frame as it is looked at, small enough, and nothing that the file says besides."""
    try:
        # A file is checked whole, which uses its reader up, and then read.
        _opened(data).verify()
        picture = _opened(data)
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.load()
        _turn(picture)
        mode = "RGBA" if picture.has_transparency_data else "RGB"
        pixels = picture.convert(mode)
    except _TOO_MANY_PIXELS:
        raise NotTaken(_too_many_pixels()) from None
    except _UNREADABLE:
        raise NotTaken(_not_a_picture()) from None
    del picture
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(mode, pixels.size)
    bare.paste(pixels)
    return bare


def _turn(picture: Image.Image) -> None:
    """As its metadata turns it; where that cannot be read, it stays as it is."""
    with suppress(*_ODD_METADATA):
        ImageOps.exif_transpose(picture, in_place=True)


def _opened(data: bytes) -> Image.Image:
    """Raises NotTaken by its size as the file states it, before a pixel is made of it."""
    picture = Image.open(BytesIO(data), formats=FORMATS)
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise NotTaken(_too_many_pixels())
    if max(width, height) > _MOST_STRETCHED * min(width, height):
        raise NotTaken(_("This picture is far longer than it is wide. Please crop it."))
    return picture


def _written(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", quality=_QUALITY, method=4)
    return out.getvalue()


def _too_many_pixels() -> str:
    return _("This picture has more than %(most)s million pixels. Please make it smaller.") % {
        "most": MOST_PIXELS // 1_000_000
    }


def _not_a_picture() -> str:
    return _(
        "This file is not a picture that we can read, or it is damaged. JPEG, PNG, WebP and GIF"
        " are taken; of a photo in another format, send a screenshot."
    )
