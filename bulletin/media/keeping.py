"""A file that somebody sent is made harmless and kept, or refused in plain words."""

from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO
from uuid import UUID

from django.core.files.base import ContentFile

from bulletin.media import pictures
from bulletin.media.models import MediaFile
from bulletin.text import plain

_LONGEST_NAME = 200


@dataclass(frozen=True)
class Harmless:
    """What is kept of a file; `small` is empty for what is no picture."""

    data: bytes
    content_type: str
    small: bytes = b""
    width: int | None = None
    height: int | None = None

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")


def made_harmless(file: BinaryIO) -> Harmless:
    """What the file holds decides what it is, never its name. Raises NotTaken."""
    picture = pictures.read_picture(file)
    return Harmless(
        picture.data, pictures.CONTENT_TYPE, picture.small, picture.width, picture.height
    )


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
