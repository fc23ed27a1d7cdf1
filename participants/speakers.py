"""Who can be spoken to by name under a question: those whose words somebody may read there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from bulletin.text.ranges import Range, occurrences
from participants.enums import ReplyKind
from participants.kinds import KINDS
from participants.models import Participant, Reply
from sessions.enums import Audience
from sessions.models import Question, StaffMember

CLOSED = [kind.value for kind, here in KINDS.items() if here.is_closed]


class Speaker(NamedTuple):
    """One of the two is set."""

    participant: UUID | None = None
    staff: UUID | None = None


def speaking(readable: QuerySet[Reply]) -> QuerySet[Reply]:
    """Of these, what shows its author's name: neither tombstones nor choices without words, which
    show in the distribution alone (rule 2)."""
    wordless = Q(kind=ReplyKind.ANSWER, question__kind__in=CLOSED, current_version__text="")
    return readable.filter(withdrawn_at=None).exclude(wordless)


def speakers_of(readable: QuerySet[Reply], question: Question) -> dict[str, Speaker]:
    """By the name that peers know: who spoke there, as far as it may be read; two queries.

    A name that two of them share names nobody.
    """
    here = speaking(readable.filter(question=question)).order_by()
    people = Participant.objects.filter(pk__in=here.values("participant"), erased_at=None)
    staff = StaffMember.objects.filter(pk__in=here.values("staff"))
    named = [
        *(
            (one.name_for(Audience.PEERS), Speaker(participant=one.pk))
            for one in people.select_related("board")
        ),
        *((one.display_name, Speaker(staff=one.pk)) for one in staff),
    ]
    borne = Counter(name for name, _speaker in named)
    return {name: speaker for name, speaker in named if name and borne[name] == 1}


def mentions_in(text: str, names: Mapping[str, Speaker]) -> list[tuple[Range, Speaker]]:
    """Where `@` and a whole name stand in the text, the longest name first, and whom they mean."""
    found: list[tuple[Range, Speaker]] = []
    for name in sorted(names, key=len, reverse=True):
        for place in occurrences(text, f"@{name}"):
            if _stands_alone(text, place) and not _overlaps(place, (one for one, _ in found)):
                found.append((place, names[name]))
    return sorted(found)


def _stands_alone(text: str, place: Range) -> bool:
    """No address: `anna@example.org` speaks to nobody."""
    before, after = text[: place[0]][-1:], text[place[1] :][:1]
    return not before.isalnum() and after != "@"


def _overlaps(place: Range, others: Iterable[Range]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in others)
