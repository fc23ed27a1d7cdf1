"""What each line of a guide looks like, before anything around it is looked at.

`# Heading`, `1. question`, `- option`, `Note: for staff`. A line that begins with `[?]` names
what a Word document held and we could not read; it is never taken for a part of the guide.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from bulletin.text.plain import clean
from sessions.studio.bringing.words import NOTE, NOTE_IN_BRACKETS, QUESTION, STAGE

NOT_READ = "[?]"
_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<said>[^\s#].*)")
_NUMBER = re.compile(r"(?:\(\d{1,3}\)|\d{1,3}[.):]|\d{1,3}(?:\.\d{1,3})+[.):]?)\s+(?P<said>\S.*)")
_LETTER = re.compile(r"(?:\([a-z]\)|[a-z]\)|[a-z]\.)\s+(?P<said>\S.*)")
_BULLET = re.compile(r"(?:[-*+•◦▪‣·●○■□☐\u2013\u2014]|\[\s?\])\s+(?P<said>\S.*)")
_TAB_AS_BLANKS = 4


class Mark(Enum):
    """What a line begins with."""

    HEADING = auto()
    STAGE = auto()
    NUMBER = auto()
    BULLET = auto()
    LETTER = auto()
    NOTE = auto()
    NOT_READ = auto()
    PLAIN = auto()


@dataclass(frozen=True)
class Line:
    """One line that is not empty. `said` is what stands behind its mark; `number` is from 1."""

    number: int
    text: str
    mark: Mark
    said: str
    level: int = 0
    indent: int = 0
    after_blank: bool = False


def lines_of(text: str) -> list[Line]:
    """Every line that is not empty, in order."""
    found: list[Line] = []
    last = 0
    for number, raw in enumerate(_BREAKS.sub("\n", text).split("\n"), start=1):
        said = clean(raw)
        if said:
            found.append(_line(number, said, _indent(raw), after_blank=number - last > 1))
            last = number
    return found


def _indent(raw: str) -> int:
    return len(raw.expandtabs(_TAB_AS_BLANKS)) - len(raw.expandtabs(_TAB_AS_BLANKS).lstrip())


def _line(number: int, text: str, indent: int, *, after_blank: bool) -> Line:
    mark, said, level = _marked(text)
    return Line(number, text, mark, said, level, indent, after_blank)


def _marked(text: str) -> tuple[Mark, str, int]:
    if text.startswith(NOT_READ):
        return Mark.NOT_READ, text.removeprefix(NOT_READ).strip(), 0
    if note := NOTE_IN_BRACKETS.fullmatch(text) or NOTE.fullmatch(text):
        return (Mark.NOTE, note["said"].strip(), 0) if note["said"].strip() else _plain(text)
    if heading := _HEADING.fullmatch(text):
        return Mark.HEADING, heading["said"].rstrip("#").rstrip(), len(heading["marks"])
    if stage := STAGE.fullmatch(text):
        return Mark.STAGE, stage_title(text) if stage["title"] else text, 0
    for mark, pattern in _LISTS:
        if found := pattern.fullmatch(text):
            return mark, found["said"], 0
    return _plain(text)


def _plain(text: str) -> tuple[Mark, str, int]:
    return Mark.PLAIN, text, 0


def stage_title(text: str) -> str:
    """`Hopes` of `Stage 1: Hopes`; a heading that is not numbered so is its own title."""
    found = STAGE.fullmatch(text)
    return found["title"] if found and found["title"] else text


_LISTS = (
    (Mark.NUMBER, QUESTION),
    (Mark.NUMBER, _NUMBER),
    (Mark.BULLET, _BULLET),
    (Mark.LETTER, _LETTER),
)
