"""How often a code was given, and of how many; testers' words count nowhere."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from moderation.models import Code, Coding
from moderation.web import Desk
from participants.models import Membership, Reply
from sessions.models import Segment

# A code of words that were taken back counts no more, though their author has answered anew.
WORDS_STAND = {"version__withdrawn_at": None}


def codable(desk: Desk) -> QuerySet[Reply]:
    """What participants have said on the board: all that a code's count is out of."""
    readable = Reply.objects.for_staff(desk.member).counted_on(desk.board.pk)
    return readable.filter(participant__isnull=False, withdrawn_at=None)


def coded_with(said: QuerySet[Reply], code: Code) -> QuerySet[Reply]:
    """Those that have the code, in whatever wording and from whomever; each once."""
    return said.filter(pk__in=_replies_with(code))


def _replies_with(code: Code) -> QuerySet[Coding, Any]:
    return Coding.objects.filter(code=code, **WORDS_STAND).values("version__reply")


def replies_by_code(desk: Desk, said: QuerySet[Reply]) -> dict[UUID, int]:
    """How many of the replies have each code: one query."""
    given = Coding.objects.filter(code__board=desk.board, version__reply__in=said, **WORDS_STAND)
    number = Count("version__reply", distinct=True)
    numbers = given.order_by().values("code").annotate(number=number)
    return dict(numbers.values_list("code", "number"))


@dataclass
class Share:
    """Replies and people with the code, each of how many there are."""

    label: str
    replies: int = 0
    of_replies: int = 0
    people: int = 0
    of_people: int = 0

    def add(self, said: int, coded: int) -> None:
        self.replies += coded
        self.of_replies += said
        self.people += bool(coded)
        self.of_people += 1


@dataclass
class Comparison:
    """One set of segments side by side; whoever has no segment of it stands in none."""

    key: str
    shares: list[Share] = field(default_factory=list)


def comparisons_of(desk: Desk, code: Code, said: QuerySet[Reply]) -> tuple[Share, list[Comparison]]:
    """For everybody, and for each set of segments: three queries."""
    by_person = _by_person(said, code)
    everybody = Share("")
    for numbers in by_person.values():
        everybody.add(*numbers)
    people = _people_by_segment(by_person)
    sets: dict[str, Comparison] = {}
    for segment in _segments(desk):
        share = Share(segment.value)
        for person in people[segment.pk]:
            share.add(*by_person[person])
        key = segment.segment_set.key
        sets.setdefault(key, Comparison(key)).shares.append(share)
    return everybody, list(sets.values())


def _segments(desk: Desk) -> QuerySet[Segment]:
    return Segment.objects.filter(segment_set__board=desk.board).select_related("segment_set")


def _by_person(said: QuerySet[Reply], code: Code) -> dict[UUID, tuple[int, int]]:
    """How many replies each person has written, and how many of them have the code."""
    with_it = Q(pk__in=_replies_with(code))
    numbers = (
        said.order_by()
        .values("participant")
        .annotate(said=Count("pk"), coded=Count("pk", filter=with_it))
    )
    found = numbers.values_list("participant", "said", "coded")
    return {person: (number, coded) for person, number, coded in found}


def _people_by_segment(people: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    held: dict[UUID, list[UUID]] = defaultdict(list)
    current = Membership.objects.current().filter(participant__in=people)
    for segment, person in current.values_list("segment", "participant"):
        held[segment].append(person)
    return held
