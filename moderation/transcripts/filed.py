"""The files of a transcript: what each is called in it, and how they are put into it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from pathlib import Path
from uuid import UUID

from django.core.files.storage import default_storage
from PIL import Image

from bulletin.media.models import MediaFile
from moderation.transcripts.record import Value

_LONGEST_AUTHOR = 40


@dataclass(slots=True)
class Filed:
    """A file has one name, `Member-04_Q3_1.webp`, however many versions of the answer have it."""

    names: dict[UUID, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def name_of(self, file: MediaFile, author: str, question: int) -> str:
        """The author goes by the name that the transcript gives them."""
        if file.pk not in self.names:
            whose = re.sub(r"[^\w]+", "-", author).strip("-")[:_LONGEST_AUTHOR]
            suffix = Path(file.shown_name).suffix
            for number in count(1):
                name = f"{whose}_Q{question}_{number}{suffix}"
                if name.casefold() not in self.taken:
                    break
            self.taken.add(name.casefold())
            self.names[file.pk] = name
        return self.names[file.pk]


@dataclass(slots=True)
class Room:
    """How many bytes of pictures may still be put into a file."""

    left: int

    def take(self, value: Value) -> bytes:
        """The small picture; empty where there is no room for it, or none is stored."""
        held = value.held
        if held is None or not held.small.name:
            return b""
        try:
            with default_storage.open(held.small.name) as stored:
                picture = stored.read()
        except FileNotFoundError:
            return b""
        if len(picture) > self.left:
            return b""
        self.left -= len(picture)
        return bytes(picture)


def files_in_words(values: Iterable[Value]) -> str:
    """Each file by its name, with what it is said to show."""
    named = [f"{one.file}: {one.words}" if one.words else one.file for one in values if one.file]
    return "; ".join(named)


def as_jpeg(picture: bytes) -> tuple[bytes, int, int]:
    """What word processors read, on white, with its sides in pixels."""
    seen = Image.open(BytesIO(picture), formats=("WEBP",)).convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    paper.alpha_composite(seen)
    out = BytesIO()
    paper.convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue(), seen.width, seen.height
