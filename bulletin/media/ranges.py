"""A piece of a stored file, as a browser asks for it that plays a video (RFC 9110, 14)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

_ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_PIECE = 64 * 1024


@dataclass(frozen=True)
class Span:
    """From the `first` byte to the `last`, both of them in it."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class NotThere(Exception):
    """The piece that is asked for begins behind the end of the file."""


def span_in(header: str, size: int) -> Span | None:
    """None where the whole file is to be sent: several pieces at once, or what is none, are not
    looked at. Raises NotThere."""
    asked = _ONE.fullmatch(header.strip())
    if asked is None or not (asked[1] or asked[2]):
        return None
    if not asked[1]:
        return _last(int(asked[2]), size)
    first, last = int(asked[1]), min(int(asked[2] or size), size - 1)
    if first >= size:
        raise NotThere
    return Span(first, last) if first <= last else None


def _last(length: int, size: int) -> Span:
    if not length or not size:
        raise NotThere
    return Span(max(0, size - length), size - 1)


class Piece:
    """What a response streams, piece by piece; it closes the file."""

    def __init__(self, file: IO[bytes], span: Span) -> None:
        self.file, self.span = file, span

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(self.span.first)
        left = self.span.length
        while left and (data := self.file.read(min(left, _PIECE))):
            left -= len(data)
            yield data

    def close(self) -> None:
        self.file.close()
