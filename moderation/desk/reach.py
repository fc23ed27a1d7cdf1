"""How many people a mail about a stage would reach."""

from collections import defaultdict
from uuid import UUID

from participants.models import Membership
from participants.notices.people import reachable
from sessions.models import Board, Stage


class Reach:
    """Whom the board may write to, with their segments: two queries."""

    def __init__(self, board: Board) -> None:
        self._people = set(reachable().filter(board=board).values_list("pk", flat=True))
        self._segments: dict[UUID, set[UUID]] = defaultdict(set)
        held = Membership.objects.current().filter(participant__board=board)
        for person, segment in held.values_list("participant", "segment"):
            self._segments[person].add(segment)

    def everyone(self) -> int:
        return len(self._people)

    def of(self, stage: Stage) -> int:
        """Those the stage is meant for; `stage.segments` should be prefetched."""
        wanted = {segment.pk for segment in stage.segments.all()}
        if not wanted:
            return len(self._people)
        return sum(1 for person in self._people if self._segments[person] & wanted)
