"""Ranges of a text, in Unicode code points (rule 15)."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

Range = tuple[int, int]
Replaced = tuple[int, int, str]

_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def replace_ranges(text: str, ranges: Iterable[Replaced]) -> str:
    """The text with each (start, end, replacement) put in place; `end` is exclusive.

    Ranges that overlap hide all they cover between them, under the first one's replacement;
    what lies beyond the text is ignored.
    """
    pieces: list[str] = []
    shown_from = 0
    for start, end, replacement in sorted(ranges):
        if start >= len(text):
            break
        if start >= shown_from:
            pieces += [text[shown_from:start], replacement]
        shown_from = max(shown_from, end)
    return "".join([*pieces, text[shown_from:]])


def occurrences(text: str, phrase: str, *, in_longer: bool = False) -> list[Range]:
    """Where the phrase stands in the text, both in NFC: what overlaps is one range.

    No sign is cut in two, so that what is left of it would still be seen: an accent without
    its letter, one person of a family. A word that is part of a longer one is left alone
    unless `in_longer`.
    """
    found = [
        (start, start + len(phrase))
        for start in _places(text, phrase)
        if _is_whole(text, start, start + len(phrase), in_longer=in_longer)
    ]
    return merged(found)


def merged(ranges: Iterable[Range]) -> list[Range]:
    """The same code points covered by as few ranges as overlap leaves; what only touches stays
    apart."""
    whole: list[Range] = []
    for start, end in sorted(ranges):
        if whole and start < whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def beneath(shown: Range, ranges: Sequence[Replaced]) -> Range | None:
    """What lies in the original under this range of `replace_ranges(original, ranges)`.

    A replacement that it touches is taken whole; None where it holds nothing but one
    replacement or a part of it. `ranges` do not overlap.
    """
    layers, (start, end) = _layers(ranges), shown
    first, last = _layer_at(layers, start), _layer_at(layers, end - 1)
    begin = first.start if start < first.shown_to else start - first.moved
    finish = last.end if end <= last.shown_to else end - last.moved
    inside = first is last and end <= last.shown_to
    return None if inside else (begin, finish)


def above(below: Range, ranges: Iterable[Replaced]) -> Range:
    """Where this range of the original is shown in `replace_ranges(original, ranges)`.

    A replacement that hides any of it is taken whole. `ranges` do not overlap.
    """
    layers, (start, end) = _layers(ranges), below
    first, last = _layer_over(layers, start), _layer_over(layers, end - 1)
    begin = first.shown_from if start < first.end else start + first.moved
    finish = last.shown_to if end <= last.end else end + last.moved
    return begin, finish


class _Layer(NamedTuple):
    """A replacement as it is shown, what of the original lies under it, and by how much all
    that follows has moved."""

    shown_from: int
    shown_to: int
    start: int
    end: int
    moved: int


def _layers(ranges: Iterable[Replaced]) -> list[_Layer]:
    """The first one is none, and stands before everything."""
    layers = [_Layer(-1, 0, 0, 0, 0)]
    for start, end, replacement in sorted(ranges):
        shown = start + layers[-1].moved
        shown_to = shown + len(replacement)
        layers.append(_Layer(shown, shown_to, start, end, shown_to - end))
    return layers


def _layer_at(layers: Sequence[_Layer], place: int) -> _Layer:
    return layers[bisect_right(layers, place, key=attrgetter("shown_from")) - 1]


def _layer_over(layers: Sequence[_Layer], place: int) -> _Layer:
    return layers[bisect_right(layers, place, key=attrgetter("start")) - 1]


def _places(text: str, phrase: str) -> Iterator[int]:
    start = text.find(phrase) if phrase else -1
    while start >= 0:
        yield start
        start = text.find(phrase, start + 1)


def _is_whole(text: str, start: int, end: int, *, in_longer: bool) -> bool:
    return not any(
        _cuts_a_sign(text, place) or (not in_longer and _cuts_a_word(text, place))
        for place in (start, end)
        if 0 < place < len(text)
    )


def _cuts_a_sign(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    return (
        before == _JOINER
        or after == _JOINER
        or unicodedata.category(after).startswith("M")
        or ord(after) in _SKIN_TONES
    )


def _cuts_a_word(text: str, place: int) -> bool:
    return _is_in_a_word(text[place - 1]) and _is_in_a_word(text[place])


def _is_in_a_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")
