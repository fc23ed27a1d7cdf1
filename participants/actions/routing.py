"""Somebody comes to hold a segment by the option they chose.

Of a set of one value, two words count, and the later of them decides: what staff said last, by
hand or with a roster, and the answer that was first given last; of what staff entered on behalf,
the moment counts at which it was said (rule 16). Correcting an answer moves its
author, but makes it no later: what staff have said since it was given stands. An answer that
names no value, was rejected, or was removed with a withdrawal says nothing: what staff had said
before it holds again. Of a set of several values each answer adds its own, unless staff have
taken that away since. What others said, and when they said it, never plays a part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from participants.enums import Provenance
from participants.models import Membership, Participant, Reply
from sessions.enums import Kind
from sessions.models import Question, Segment, SegmentSet


@dataclass(frozen=True)
class Word:
    """At that moment somebody was said to hold this segment; to hold none where it is None."""

    at: datetime
    segment: Segment | None
    provenance: Provenance
    given_by: UUID | None = None
    reply: UUID | None = None


def follow_answer(
    participant: Participant, question: Question, *, now: datetime
) -> list[SegmentSet]:
    """They hold what their answer to this question routes them to; the sets in which something
    changed. A second call changes nothing. The person should be held."""
    if question.kind != Kind.SINGLE:
        return []
    sets = SegmentSet.objects.filter(segments__routed_from__version__question=question).distinct()
    return follow_answers(participant, sets, now=now)


def follow_answers(
    participant: Participant, sets: QuerySet[SegmentSet], *, now: datetime
) -> list[SegmentSet]:
    """The same of all their answers, in these sets."""
    return [each for each in sets if _settle(participant, each, now)]


def forget_answers(told: QuerySet[Membership], *, now: datetime) -> None:
    """Once the answers behind these are gone, nobody can tell any more what was chosen: people
    hold again what staff gave them last."""
    sets = SegmentSet.objects.filter(pk__in=list(told.values_list("segment_set", flat=True)))
    people = Participant.objects.filter(pk__in=list(told.values_list("participant", flat=True)))
    told.filter(provenance=Provenance.ROUTED).delete()
    for person in people:
        follow_answers(person, sets, now=now)
    told.update(ended_through="")


def _settle(participant: Participant, segment_set: SegmentSet, now: datetime) -> bool:
    rows = Membership.objects.filter(participant=participant, segment_set=segment_set)
    known = list(rows.select_related("segment__segment_set").order_by("given_at"))
    said = list(_said(participant, segment_set))
    held = {row.segment: row for row in known if row.ended_at is None}
    if segment_set.allows_several:
        wanted = [word for word in said if not _was_taken_away(word, known)]
        theirs = [row for row in held.values() if row.provenance == Provenance.ROUTED]
    else:
        wanted, theirs = _later_word(said, known), list(held.values())
    named = {word.segment: word for word in wanted if word.segment}
    gone = [row for row in theirs if row.segment not in named]
    rows.filter(pk__in=[row.pk for row in gone]).end(through=Provenance.ROUTED, by=None, now=now)
    added = named.keys() - held.keys()
    for segment in added:
        word = named[segment]
        Membership.objects.create(
            participant=participant,
            segment=segment,
            segment_set=segment_set,
            single=not segment_set.allows_several,
            provenance=word.provenance,
            routed_by_id=word.reply or (gone[0].routed_by_id if gone else None),
            given_at=now,
            given_by_id=word.given_by,
        )
    return bool(gone or added)


def _said(participant: Participant, segment_set: SegmentSet) -> Iterator[Word]:
    """What their answers say of the set, as these stand now."""
    chosen = "current_version__values__item__routes_to"
    answers = (
        Reply.objects.answers()
        .standing()
        .filter(
            participant=participant, withdrawn_at=None, **{f"{chosen}__segment_set": segment_set}
        )
        .values_list("pk", "said_at", chosen)
    )
    segments = {segment.pk: segment for segment in segment_set.segments.all()} if answers else {}
    for reply, at, segment in answers:
        yield Word(at, segments[segment], Provenance.ROUTED, reply=reply)


def _later_word(said: Sequence[Word], known: Sequence[Membership]) -> list[Word]:
    answered = max(said, key=lambda word: word.at, default=None)
    by_staff = max(
        _by_staff(known), key=lambda word: (word.at, word.segment is not None), default=None
    )
    if answered and (by_staff is None or by_staff.at < answered.at):
        return [answered]
    return [by_staff] if by_staff and by_staff.segment else []


def _by_staff(known: Sequence[Membership]) -> Iterator[Word]:
    """What staff gave and took away; what an answer gave back to somebody is not said anew."""
    for row in known:
        if row.provenance != Provenance.ROUTED and row.routed_by_id is None:
            how = Provenance(row.provenance)
            yield Word(row.given_at, row.segment, how, given_by=row.given_by_id)
        if row.ended_at and row.ended_through != Provenance.ROUTED:
            yield Word(row.ended_at, None, Provenance.HAND)


def _was_taken_away(word: Word, known: Sequence[Membership]) -> bool:
    return any(
        row.segment == word.segment
        and row.ended_at is not None
        and row.ended_at >= word.at
        and row.ended_through != Provenance.ROUTED
        for row in known
    )
