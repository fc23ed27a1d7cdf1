"""Very many people at once, without all that each of them would have."""

from participants.models import Participant
from sessions.models import Board

from .moments import LAUNCHED_AT


def many_participants(board: Board, count: int, *, first: int = 1) -> list[Participant]:
    """Member 0001 and on, or from `first` on, called Heron 0001; nobody has consented."""
    return Participant.objects.bulk_create(
        Participant(
            board=board,
            name=f"Member {number:04}",
            pseudonym=f"Heron {number:04}",
            email=f"member-{number:04}@example.org",
            timezone=board.timezone,
            language=board.language,
            added_at=LAUNCHED_AT,
        )
        for number in range(first, first + count)
    )
