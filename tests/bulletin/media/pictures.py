"""Pictures as people send them, and as somebody would who means harm."""

import struct
import zlib
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

# Where a photo says that it was taken: degrees, minutes and seconds north and east.
_PLACE = {1: "N", 2: (52.0, 30.0, 1.0), 3: "E", 4: (13.0, 22.0, 1.0)}
_GPS, _ORIENTATION, _CAMERA = 0x8825, 0x0112, 0x0110


def halves(width: int = 40, height: int = 20, mode: str = "RGB") -> Image.Image:
    """Red on its left, blue on its right."""
    image = Image.new(mode, (width, height), "red")
    image.paste(Image.new(mode, (width // 2, height), "blue"), (width - width // 2, 0))
    return image


def as_bytes(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(orientation: int = 1) -> bytes:
    """A photo that says where it was taken, with what, and how to turn it."""
    exif = Image.Exif()
    exif[_ORIENTATION], exif[_CAMERA] = orientation, "Telltale camera"
    exif.get_ifd(_GPS).update(_PLACE)
    return as_bytes(halves(), "JPEG", exif=exif, comment=b"Telltale comment", quality=95)


def chatty_png() -> bytes:
    info = PngInfo()
    info.add_text("Comment", "Telltale comment")
    info.add_itxt("XML:com.adobe.xmp", "<x>Telltale place</x>", zip=True)
    return as_bytes(halves(), "PNG", pnginfo=info)


def moving(kind: str) -> bytes:
    """Two frames, the second of them green."""
    return as_bytes(
        halves(), kind, save_all=True, append_images=[Image.new("RGB", (40, 20), "green")]
    )


def bomb(side: int = 60_000) -> bytes:
    """A PNG of few bytes that says it has so many pixels a side."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
