"""A file that somebody sent is made harmless and kept, or refused in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from threading import BoundedSemaphore
from typing import IO, Literal
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from bulletin.media import apart, pictures
from bulletin.media.limits import LONGEST_VIDEO_SIDE, MOST_PAGES, MOST_VIDEO_SECONDS
from bulletin.media.models import MediaFile
from bulletin.media.refusing import NotTaken, NotYet
from bulletin.text import plain

CONTENT_TYPES: dict[apart.Form, str] = {
    "document": "application/pdf",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
MOST_BYTES: dict[apart.Form, int] = {
    "document": 20 * 1024 * 1024,
    "mp4": 60 * 1024 * 1024,
    "webm": 60 * 1024 * 1024,
}
# In one process: a large picture takes hundreds of megabytes while it is read.
AT_ONCE = BoundedSemaphore(2)
LONGEST_WAIT = timedelta(seconds=5)
_LONGEST_NAME = 200
_BEGINNING = 16
# Photographs in the container of a video: HEIC and AVIF.
_PICTURES_LIKE_VIDEOS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis"}


@dataclass(frozen=True)
class Harmless:
    """What is kept of a file; `small` is empty for a document."""

    data: bytes
    content_type: str
    small: bytes = b""
    width: int | None = None
    height: int | None = None

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")


def made_harmless(file: IO[bytes]) -> Harmless:
    """What the file holds decides what it is, never its name. Raises NotTaken.

    A picture, a PDF, or a video that browsers play.
    """
    with _turn():
        return _made_harmless(file)


@contextmanager
def _turn() -> Iterator[None]:
    """Few are read at once, and the next wait a little. Raises NotYet."""
    if not AT_ONCE.acquire(timeout=LONGEST_WAIT.total_seconds()):
        raise NotYet(_("We are busy with other files just now. Please try again in a minute."))
    try:
        yield
    finally:
        AT_ONCE.release()


def _made_harmless(file: IO[bytes]) -> Harmless:
    if form := _form_of(file):
        return _rewritten(file, form)
    picture = pictures.read_picture(file)
    return Harmless(
        picture.data, pictures.CONTENT_TYPE, picture.small, picture.width, picture.height
    )


def sort_of(file: IO[bytes]) -> Literal["picture", "document", "video"]:
    """What it can only be, by how it begins, before anything else of it is read."""
    form = _form_of(file)
    if form is None:
        return "picture"
    return "document" if form == "document" else "video"


def _form_of(file: IO[bytes]) -> apart.Form | None:
    """None for what can only be a picture."""
    beginning = file.read(_BEGINNING)
    file.seek(0)
    if beginning.startswith(b"%PDF-"):
        return "document"
    if beginning.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm"
    if beginning[4:8] == b"ftyp" and beginning[8:12] not in _PICTURES_LIKE_VIDEOS:
        return "mp4"
    return None


def _rewritten(file: IO[bytes], form: apart.Form) -> Harmless:
    with apart.rewritten(file, form, most_bytes=MOST_BYTES[form]) as (outcome, folder):
        if why := outcome.get("refused"):
            raise NotTaken(_why(form, why))
        small = folder / "small"
        return Harmless(
            (folder / "target").read_bytes(),
            CONTENT_TYPES[form],
            small.read_bytes() if small.exists() else b"",
            outcome.get("width"),
            outcome.get("height"),
        )


def _why(form: apart.Form, why: str) -> str:
    most = {"most": MOST_BYTES[form] // 1024 // 1024}
    of_both = {"size": _("This file is larger than %(most)s MB. Please make it smaller.") % most}
    if form == "document":
        return (of_both | _why_no_document())[why]
    return (of_both | _why_no_video())[why]


def _why_no_document() -> dict[str, str]:
    return {
        "damaged": _("This PDF is damaged, or not as a PDF should be. Please save it anew."),
        "locked": _("This PDF is locked with a password. Please save it without."),
        "photos": _(
            "This PDF holds pictures as JPEG 2000, which we do not take. Please print it to a PDF"
            " anew."
        ),
        "pages": _("A PDF can have 1 to %(most)s pages here.") % {"most": MOST_PAGES},
    }


def _why_no_video() -> dict[str, str]:
    return {
        "damaged": _("This video is damaged, or not as a video should be. Please save it anew."),
        "kind": _("Not every browser plays this video. Please save it as MP4 (H.264) or WebM."),
        "length": _("A video can last up to %(most)s minutes here.")
        % {"most": MOST_VIDEO_SECONDS // 60},
        "sides": _("A video can be up to %(most)s pixels wide and high here.")
        % {"most": LONGEST_VIDEO_SIDE},
    }


def harmless_again(file: MediaFile) -> Harmless:
    """What was kept of a file, to be kept once more elsewhere."""
    with file.file.open("rb") as stored:
        data = stored.read()
    small = b""
    if file.small:
        with file.small.open("rb") as stored:
            small = stored.read()
    return Harmless(data, file.content_type, small, file.width, file.height)


def keep(
    harmless: Harmless, *, board: UUID, uploaded_name: str, key: str = "", alternative: str = ""
) -> MediaFile:
    """The file is stored under a random name; what hangs on it says who may fetch it."""
    file = MediaFile(
        board=board,
        key=key,
        uploaded_name=plain.clean(uploaded_name)[:_LONGEST_NAME],
        alternative=alternative,
        content_type=harmless.content_type,
        checksum=sha256(harmless.data).hexdigest(),
        size=len(harmless.data),
        width=harmless.width,
        height=harmless.height,
    )
    file.file.save("", ContentFile(harmless.data), save=False)
    if harmless.small:
        file.small.save("", ContentFile(harmless.small), save=False)
    file.save(force_insert=True)
    return file
