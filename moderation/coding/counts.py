"""How often a code was given, and of how many; testers' words count nowhere."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from moderation.models import Code, Coding
from moderation.web import Desk
from participants.models import Membership, Reply
from sessions.models import Segment


def codable(desk: Desk) -> QuerySet[Reply]:
    """What participants have said on the board: all that a code's count is out of."""
    return (
        Reply.objects.for_staff(desk.member)
        .filter(board=desk.board, participant__isnull=False, withdrawn_at=None)
        .counted()
    )


def coded_with(desk: Desk, code: Code) -> QuerySet[Reply]:
    """Those that have the code, in whatever wording and from whomever; each once."""
    return codable(desk).filter(Exists(_codings(code)))


def _codings(code: Code) -> QuerySet[Coding]:
    return Coding.objects.filter(code=code, version__reply=OuterRef("pk"))


def replies_by_code(desk: Desk) -> dict[UUID, int]:
    """How many replies have each code: one query."""
    given = Coding.objects.filter(code__board=desk.board, version__reply__in=codable(desk))
    numbers = (
        given.order_by().values("code").annotate(number=Count("version__reply", distinct=True))
    )
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


def comparisons_of(desk: Desk, code: Code) -> tuple[Share, list[Comparison]]:
    """For everybody, and for each set of segments: three queries."""
    said = _said_by_person(desk, code)
    everybody = Share("")
    for numbers in said.values():
        everybody.add(*numbers)
    people = _people_by_segment(said)
    sets: dict[str, Comparison] = {}
    for segment in _segments(desk):
        share = Share(segment.value)
        for person in people[segment.pk]:
            share.add(*said[person])
        key = segment.segment_set.key
        sets.setdefault(key, Comparison(key)).shares.append(share)
    return everybody, list(sets.values())


def _segments(desk: Desk) -> QuerySet[Segment]:
    return Segment.objects.filter(segment_set__board=desk.board).select_related("segment_set")


def _said_by_person(desk: Desk, code: Code) -> dict[UUID, tuple[int, int]]:
    """How many replies each person has written, and how many of them have the code."""
    coded = Q(Exists(_codings(code)))
    numbers = (
        codable(desk)
        .order_by()
        .values("participant")
        .annotate(said=Count("pk"), coded=Count("pk", filter=coded))
    )
    return {
        person: (said, with_it)
        for person, said, with_it in numbers.values_list("participant", "said", "coded")
    }


def _people_by_segment(people: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    held: dict[UUID, list[UUID]] = defaultdict(list)
    current = Membership.objects.current().filter(participant__in=people)
    for segment, person in current.values_list("segment", "participant"):
        held[segment].append(person)
    return held
