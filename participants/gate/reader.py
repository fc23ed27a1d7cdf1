"""A reader as the gate's statements name them: the three things a condition may ask of a person."""

import uuid
from typing import TypedDict

from participants.models import Participant


class Facts(TypedDict):
    reader: uuid.UUID
    board: uuid.UUID
    tester: bool


def facts_of(participant: Participant) -> Facts:
    return {
        "reader": participant.pk,
        "board": participant.board_id,
        "tester": participant.tester,
    }


def reader_with(reader: uuid.UUID, board: uuid.UUID, *, tester: bool) -> Participant:
    """Whoever these facts are true of; anything else of them is not loaded and raises."""
    facts = {"id": reader, "board_id": board, "tester": tester}
    return Participant.from_db("default", list(facts), list(facts.values()))
