"""Zips as people bring them, and as somebody would who means harm."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tests.bulletin.media import pictures
from tests.sessions.scripts import script_text

SCRIPT = script_text(
    """
    - key: which
      kind: single
      prompt: Which?
      stimuli:
        - {file: harbour, alternative: A harbour at dawn}
      options:
        - {text: The red one, picture: red}
        - The blue one
    """
)
FILES = {"files/harbour.jpg": pictures.photo(), "files/red.webp": pictures.chatty_png()}


def zipped(parts: Mapping[str, bytes] | None = None, script: str = SCRIPT) -> BytesIO:
    """A guide with these parts beside it; without any named, with all that it needs."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        made.writestr("guide.yaml", script)
        for name, data in (FILES if parts is None else parts).items():
            made.writestr(name, data)
    out.seek(0)
    return out


def with_a_link() -> BytesIO:
    out = zipped()
    info = ZipInfo("files/secret.jpg")
    info.external_attr = 0o120777 << 16
    return _also(out, info, b"/etc/passwd")


def twice(name: str = "files/red.webp") -> BytesIO:
    return _also(zipped(), ZipInfo(name), pictures.photo())


def _also(out: BytesIO, info: ZipInfo, data: bytes) -> BytesIO:
    with ZipFile(out, "a") as made:
        made.writestr(info, data)
    out.seek(0)
    return out


def locked() -> BytesIO:
    """Each part says of itself that it is encrypted."""
    data = bytearray(zipped().getvalue())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return BytesIO(bytes(data))


def huge() -> BytesIO:
    """A few kilobytes that are far more once unpacked."""
    return zipped(FILES | {f"files/f{number}.jpg": bytes(44 * 1024 * 1024) for number in range(3)})
