"""A form with files as a browser sends it: the boxes and pictures one after the other."""

from collections.abc import Collection
from io import BytesIO
from zlib import crc32

from PIL import Image

from participants.simulate.sheets import Pairs

_BETWEEN = "simulated-form-part"
CONTENT_TYPE = f"multipart/form-data; boundary={_BETWEEN}"


def enclosed(pairs: Pairs, file_boxes: Collection[str]) -> bytes:
    """What a box for files holds is the name of a picture, which is made; or nothing."""
    parts = [
        _part(name, picture_called(text), text)
        if name in file_boxes
        else _part(name, text.encode())
        for name, text in pairs
        if text or name not in file_boxes
    ]
    return b"".join(parts) + f"--{_BETWEEN}--\r\n".encode()


def picture_called(name: str) -> bytes:
    """A small picture, the same for the same name."""
    drawn, out = crc32(name.encode()), BytesIO()
    colour = (drawn % 200, drawn // 200 % 200, drawn // 40_000 % 200)
    Image.new("RGB", (320, 240), colour).save(out, "PNG")
    return out.getvalue()


def _part(name: str, data: bytes, filename: str = "") -> bytes:
    called = f'; filename="{filename}"\r\nContent-Type: image/png' if filename else ""
    head = f'--{_BETWEEN}\r\nContent-Disposition: form-data; name="{name}"{called}\r\n\r\n'
    return head.encode() + data + b"\r\n"
