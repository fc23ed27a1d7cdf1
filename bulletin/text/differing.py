"""What one text says that another did not, word by word."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_PIECE = re.compile(r"\s+|[^\s]+")


class Piece(NamedTuple):
    fate: Literal["same", "gone", "new"]
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """Both texts as pieces in order: what is gone stands before what came for it."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[start:end])))
            continue
        if start < end:
            pieces.append(Piece("gone", "".join(old[start:end])))
        if new_start < new_end:
            pieces.append(Piece("new", "".join(new[new_start:new_end])))
    return pieces
