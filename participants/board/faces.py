"""How the author of a post appears to a participant: a name, initials and a tint of our own."""

import uuid
from functools import lru_cache
from html import escape
from typing import NamedTuple

TINTS = 6
KEPT_FACES = 4096


class Face(NamedTuple):
    """`tint` is the number of a colour class; staff have none. All of it is escaped."""

    name: str
    initials: str
    tint: int = 0
    role: str = ""


@lru_cache(maxsize=KEPT_FACES)
def face_of(name: str, tint: int) -> Face:
    """A participant whom peers know by this name."""
    return Face(escape(name), escape(initials_of(name)), tint)


@lru_cache(maxsize=KEPT_FACES)
def staff_face(name: str, role: str) -> Face:
    """Staff, with their role as it reads in the active language."""
    return Face(escape(name), escape(initials_of(name)), role=escape(role))


def initials_of(name: str) -> str:
    """Of the first and last word: `GH` for Green Heron; one word gives one letter."""
    words = [word for word in name.split() if word]
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


def tint_of(participant: uuid.UUID) -> int:
    """1 to TINTS, alike for one person wherever they appear: their id is drawn at random."""
    return participant.int % TINTS + 1
