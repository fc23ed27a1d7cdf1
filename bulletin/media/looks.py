"""A file as a page shows it: small in its place, and large, or to be saved, behind a link."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from django.urls import reverse

from bulletin.media.limits import SMALL_SIDE
from bulletin.media.models import MediaFile


class Place(Enum):
    """On whose pages it is shown: the addresses of the file and of the small picture of it."""

    BOARD = ("file", "small_file")
    DESK = ("desk_file", "desk_small_file")

    @property
    def file(self) -> str:
        return self.value[0]

    @property
    def small(self) -> str:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Look:
    """`small` is an address; empty for what has no small picture."""

    file: MediaFile
    alternative: str
    address: str
    small: str = ""

    @property
    def sides(self) -> tuple[int, int]:
        """Those of the small picture, so that nothing moves once it is there."""
        width, height = self.file.width or SMALL_SIDE, self.file.height or SMALL_SIDE
        scale = min(1.0, SMALL_SIDE / max(width, height))
        return max(1, round(width * scale)), max(1, round(height * scale))


class Shown(Protocol):
    """What shows a file in words of its own."""

    @property
    def file(self) -> MediaFile: ...

    @property
    def alternative(self) -> str: ...


def look_at(file: MediaFile, alternative: str, *, slug: str, place: Place) -> Look:
    address, small = (reverse(name, args=[slug, file.pk]) for name in (place.file, place.small))
    return Look(file, alternative, address, small if file.small else "")


def looks_at(shown: Iterable[Shown], *, slug: str, place: Place) -> list[Look]:
    return [look_at(one.file, one.alternative, slug=slug, place=place) for one in shown]
