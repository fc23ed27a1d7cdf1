"""For how many people a stage is meant, and how many of them a mail about it would reach."""

from collections import defaultdict
from uuid import UUID

from participants.models import Membership, Participant
from participants.notices.people import reachable
from sessions.models import Board, Stage


class Reach:
    """Who takes part in the board, whom it may write to, and their segments: three queries."""

    def __init__(self, board: Board) -> None:
        taking_part = Participant.objects.active().counted().filter(board=board)
        self._taking_part = set(taking_part.values_list("pk", flat=True))
        self._people = set(reachable().filter(board=board).values_list("pk", flat=True))
        self._segments: dict[UUID, set[UUID]] = defaultdict(set)
        held = Membership.objects.current().filter(participant__board=board)
        for person, segment in held.values_list("participant", "segment"):
            self._segments[person].add(segment)

    def everyone(self) -> int:
        return len(self._people)

    def of(self, stage: Stage) -> int:
        """Those it is meant for who have an address; `stage.segments` should be prefetched."""
        return self._among(self._people, stage)

    def meant_for(self, stage: Stage) -> int:
        """Those it is meant for, testers not among them; `stage.segments` prefetched, too."""
        return self._among(self._taking_part, stage)

    def asked(self, stage: Stage, wanted: set[UUID]) -> int:
        """Those whom a question of this stage for these segments is put to, none meaning all;
        `stage.segments` prefetched, too."""
        people = {who for who in self._taking_part if not wanted or self._segments[who] & wanted}
        return self._among(people, stage)

    def _among(self, people: set[UUID], stage: Stage) -> int:
        wanted = {segment.pk for segment in stage.segments.all()}
        if not wanted:
            return len(people)
        return sum(1 for person in people if self._segments[person] & wanted)
