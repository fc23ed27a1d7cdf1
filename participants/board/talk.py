"""What posts refer to and how far they ring true, as one reader gets it.

Most pages have nothing of it: rows say so, and nothing is asked (ADR 43). What is found here is
found through the gate, and all of it that shows is in `Talk.seen`, which a poll's ETag is made of.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Unpack

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from bulletin.statements import Statement
from bulletin.text.plain import Span
from participants.board.rows import FactsUnder, Look, Sight, readable_under
from participants.board.seen import mine_among, name_for_peers, true_of
from participants.models import Mention, Quote, Redaction, Reply, Resonance
from participants.models.reply import STANDING
from participants.phrases import is_hidden, place_now
from participants.speakers import speaking


class Rings(NamedTuple):
    """For how many a post rings true, and whether for the reader."""

    number: int = 0
    mine: bool = False


class Quotation(NamedTuple):
    """Of whose post; without `words` where its author has corrected it since. One's own has no
    name."""

    reply: str
    name: str
    words: str


class Named(NamedTuple):
    """Where a text names people, and the text."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """By version what it quotes and where it names somebody; by reply how far it rings true;
    and the other questions under which others said what is quoted."""

    quotations: Mapping[str, tuple[Quotation, ...]] = field(default_factory=dict)
    named: Mapping[str, Named] = field(default_factory=dict)
    rings: Mapping[str, Rings] = field(default_factory=dict)
    elsewhere: frozenset[uuid.UUID] = frozenset()

    @property
    def seen(self) -> tuple[object, ...]:
        """Alike where a reader sees the same of it."""
        named = {version: one.spans for version, one in self.named.items()}
        return tuple(
            sorted(shown.items()) for shown in (self.quotations, named, self.rings) if shown
        )


def talk_of(look: Look, sight: Sight, now: datetime) -> Talk:
    """No query where nothing that is seen refers to anything or rings true; three at the most,
    and one more where something is redacted."""
    if not (sight.refers or sight.rung):
        return Talk()
    quotations, elsewhere = _quotations(look, now) if sight.refers else ({}, frozenset())
    return Talk(
        quotations=quotations,
        elsewhere=elsewhere,
        named=_named(look) if sight.refers else {},
        rings=_rings(look) if sight.rung else {},
    )


@Statement
def quotes_under(
    named: bool, by_first_name: bool, now: datetime, **facts: Unpack[FactsUnder]
) -> QuerySet[Any, Any]:
    """Both the post that quotes and the one that is quoted are this reader's to read."""
    person, readable = readable_under(**facts)
    standing = Reply.objects.visible_to(person, now=now).filter(**STANDING, withdrawn_at=None)
    return (
        Quote.objects.filter(
            version__reply__in=readable.filter(withdrawn_at=None),
            version=F("version__reply__current_version"),
            quoted__reply__in=standing,
        )
        .order_by("version", "position")
        .values_list(
            "version_id",
            "quoted_id",
            "quoted__reply_id",
            "quoted__reply__participant_id",
            "quoted__reply__question_id",
            name_for_peers(named, by_first_name, "quoted__reply__participant__"),
            "quoted__reply__staff__display_name",
            true_of(Q(quoted=F("quoted__reply__current_version"))),
            "quoted__text",
            "start",
            "end",
            "version__submitted_at",
            Exists(Redaction.objects.filter(version=OuterRef("quoted"), value=None)),
        )
    )


def _quotations(
    look: Look, now: datetime
) -> tuple[dict[str, tuple[Quotation, ...]], frozenset[uuid.UUID]]:
    """By version; and where else the words of other participants among them stand."""
    rows = quotes_under(**look.gate, **look.naming, now=now)
    redacted = _redactions(row[1] for row in rows if row[-1])
    shown: dict[str, list[Quotation]] = defaultdict(list)
    elsewhere: set[uuid.UUID] = set()
    for version, quoted, reply, author, under, name, staff, stands, text, *more in rows:
        *place, since, _any = more
        where, hiding = (place[0], place[1]), redacted.get(quoted, [])
        if is_hidden(where, hiding, since=since):
            continue
        words = text[slice(*place_now(where, hiding, since=since))].strip() if stands else ""
        if words or not stands:
            called = "" if author == look.participant.pk else name or staff
            shown[str(version)].append(Quotation(str(reply), called, words))
            if words and author not in (None, look.participant.pk):
                elsewhere.add(under)
    others = frozenset(elsewhere - {look.question.pk})
    return {version: tuple(some) for version, some in shown.items()}, others


@Statement
def mentions_under(**facts: Unpack[FactsUnder]) -> QuerySet[Any, Any]:
    """Of those alone whom this reader meets here, and of the reader."""
    person, readable = readable_under(**facts)
    met = speaking(readable).order_by()
    known = Q(participant__in=met.values("participant")) | Q(staff__in=met.values("staff"))
    return (
        Mention.objects.filter(
            Q(participant=person) | known,
            version__reply__in=readable.filter(withdrawn_at=None),
            version=F("version__reply__current_version"),
            participant__erased_at=None,
        )
        .order_by("version", "start")
        .values_list(
            "version_id",
            "participant_id",
            "version__text",
            "start",
            "end",
            "version__submitted_at",
            Exists(Redaction.objects.filter(version=OuterRef("version"), value=None)),
        )
    )


def _named(look: Look) -> dict[str, Named]:
    rows = mentions_under(**look.gate)
    redacted = _redactions(row[0] for row in rows if row[-1])
    texts: dict[str, str] = {}
    spans: dict[str, list[Span]] = defaultdict(list)
    for version, who, text, start, end, since, _any in rows:
        hiding = redacted.get(version, [])
        if is_hidden((start, end), hiding, since=since, in_part=True):
            continue
        kind = "mention mention--you" if who == look.participant.pk else "mention"
        texts[str(version)] = text
        spans[str(version)].append((*place_now((start, end), hiding, since=since), kind))
    return {version: Named(texts[version], tuple(some)) for version, some in spans.items()}


def _redactions(versions: Any) -> dict[uuid.UUID, Sequence[Redaction]]:
    wanted = set(versions)
    found: dict[uuid.UUID, list[Redaction]] = defaultdict(list)
    if wanted:
        for one in Redaction.objects.filter(version__in=wanted, value=None):
            found[one.version_id].append(one)
    return dict(found)


@Statement
def resonance_under(**facts: Unpack[FactsUnder]) -> QuerySet[Any, Any]:
    person, readable = readable_under(**facts)
    return (
        Resonance.objects.told_to(tester=person.tester)
        .filter(question=facts["question"], reply__in=readable.filter(withdrawn_at=None))
        .order_by()
        .values("reply")
        .annotate(number=Count("pk"), mine=mine_among(person.pk))
        .values_list("reply_id", "number", "mine")
    )


def _rings(look: Look) -> dict[str, Rings]:
    found = resonance_under(**look.gate)
    return {str(reply): Rings(number, mine) for reply, number, mine in found}
