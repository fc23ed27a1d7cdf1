"""What a question has to look at, as it is typed: which file, and what it shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bulletin.media.looks import Look, Place, look_at
from bulletin.text.plain import storable
from sessions.models import Question
from sessions.studio.surroundings import Surroundings
from sessions.studio.typed import Typed

STIMULI = "stimuli"
# What may be chosen in a file field; what a file is, its content decides.
TAKEN_PICTURES = "image/jpeg,image/png,image/webp,image/gif"
TAKEN = f"{TAKEN_PICTURES},application/pdf,video/mp4,video/webm,video/quicktime"


@dataclass(frozen=True)
class LookRow:
    """One file with what it shows, posted in row `at`; `look` is None where the board has no
    such file."""

    number: int
    at: int
    file: str
    alternative: str
    look: Look | None = None
    error: str = ""
    arrives: bool = False

    @property
    def prefix(self) -> str:
        return f"{STIMULI}-{self.number}"


@dataclass(frozen=True)
class Shelf:
    """The files of the board that a question stands on, by the names that its guide gives them."""

    question: Question
    around: Surroundings

    def look(self, key: str, alternative: str = "") -> Look | None:
        file = self.around.files.get(key)
        if file is None:
            return None
        slug = self.question.stage.board.slug
        return look_at(file, alternative, slug=slug, place=Place.DESK)

    @property
    def files(self) -> list[str]:
        return sorted(self.around.files)

    @property
    def pictures(self) -> list[str]:
        return sorted(key for key, file in self.around.files.items() if file.is_picture)


def rows_in(data: Mapping[str, Any]) -> Iterator[LookRow]:
    """Those that name a file, numbered anew."""
    at = number = 0
    while f"{STIMULI}-{at}-file" in data:
        file, alternative = (
            storable(data.get(f"{STIMULI}-{at}-{part}") or "").replace("\r\n", "\n")
            for part in ("file", "alternative")
        )
        if file.strip():
            yield LookRow(number, at, file, alternative)
            number += 1
        at += 1


def typed_rows(data: Mapping[str, Any]) -> list[Typed]:
    return [{"file": row.file, "alternative": row.alternative} for row in rows_in(data)]


def as_posted(typed: Typed) -> dict[str, str]:
    """What a browser would send if these had been typed."""
    return {
        f"{STIMULI}-{at}-{part}": entry.get(part, "")
        for at, entry in enumerate(typed.get(STIMULI, ()))
        for part in ("file", "alternative")
    }


def shown_rows(
    data: Mapping[str, Any], shelf: Shelf, beside: Mapping[str, str], arrives: str = ""
) -> list[LookRow]:
    return [
        replace(
            row,
            look=shelf.look(row.file, row.alternative),
            error=beside.get(row.prefix, ""),
            arrives=row.file == arrives,
        )
        for row in rows_in(data)
    ]
