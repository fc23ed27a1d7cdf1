"""Which question is whose, for a whole board at once.

The gate asks this of one person (`participants.gate`); a grid asks it of everybody, so the
same rule is applied here to rows read in a constant number of queries. A test holds the two
together.
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from participants.models import Membership, Participant, Reply
from sessions.models import Board, Question, Segment


class Routing:
    """Two queries. Questions need `segments`, `sums_up__segments`, `stage__segments` prefetched."""

    def __init__(self, board: Board) -> None:
        self._held: dict[UUID, set[UUID]] = defaultdict(set)
        held = Membership.objects.current().filter(participant__board=board)
        for person, segment in held.values_list("participant", "segment"):
            self._held[person].add(segment)
        answers = Reply.objects.answers().standing().filter(board=board)
        self._contributed = set(answers.values_list("participant", "question__stage").distinct())

    def is_theirs(self, person: Participant, question: Question) -> bool:
        """Whether their segments include them, and, for a summary, they contributed to it."""
        return (
            self._includes(person, question.segments.all())
            and self._includes(person, question.stage.segments.all())
            and all(
                (person.pk, stage.pk) in self._contributed
                for stage in question.sums_up.all()
                if self._includes(person, stage.segments.all())
            )
        )

    def _includes(self, person: Participant, segments: Iterable[Segment]) -> bool:
        wanted = {segment.pk for segment in segments}
        return not wanted or bool(wanted & self._held[person.pk])
