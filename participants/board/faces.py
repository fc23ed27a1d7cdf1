"""How the author of a post appears to a participant: a name, initials and a tint of our own."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from participants.models import Participant
from sessions.enums import Audience
from sessions.models import Board

TINTS = 6


@dataclass(frozen=True, slots=True)
class Face:
    """`tint` is the number of a colour class; staff have none."""

    name: str
    initials: str
    tint: int = 0
    role: str = ""


def faces_of(ids: Iterable[uuid.UUID], board: Board) -> dict[uuid.UUID, Face]:
    """Each participant as peers see them. One query."""
    faces = {}
    for person in Participant.objects.filter(pk__in=set(ids)).only("name", "pseudonym", "board"):
        person.board = board
        name = person.name_for(Audience.PEERS)
        faces[person.pk] = Face(name, initials_of(name), tint_of(person.pseudonym))
    return faces


def initials_of(name: str) -> str:
    """Of the first and last word: `GH` for Green Heron; one word gives one letter."""
    words = [word for word in name.split() if word]
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


def tint_of(pseudonym: str) -> int:
    """1 to TINTS, alike for one pseudonym wherever it appears."""
    return sha256(pseudonym.encode()).digest()[0] % TINTS + 1
