"""Ranges of a text, in Unicode code points (rule 15)."""

from collections.abc import Iterable


def replace_ranges(text: str, ranges: Iterable[tuple[int, int, str]]) -> str:
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
