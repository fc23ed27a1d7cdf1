"""The people of one board are put on the roster of a new one."""

from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from bulletin.accounts.models import User
from participants.enums import Provenance
from participants.models import Consent, Membership, Participant
from participants.pseudonyms import new_pseudonyms
from sessions.models import Board, Segment


def to_be_copied(board: Board) -> "QuerySet[Participant]":
    """Those who hold their place, but for testers, and for who declined or cannot take part."""
    here = Participant.objects.active().filter(board=board, tester=False, cannot_take_part_at=None)
    last_word = Consent.objects.filter(participant=OuterRef("pk")).order_by("-version__number")
    said = here.annotate(declined=Subquery(last_word.values("declined_at")[:1]))
    return said.filter(declined=None).exclude(name="")


def copy_people(*, source: Board, to: Board, by: User, now: datetime) -> int:
    """The new board has them with their names, addresses and segments, under new pseudonyms.

    What they consented to, said and were led to by an answer stays where it is. Returns how many.
    """
    people = list(to_be_copied(source).order_by("added_at", "id"))
    pseudonyms = new_pseudonyms(len(people), taken=())
    made = {
        person.pk: Participant(
            board=to,
            name=person.name,
            pseudonym=pseudonym,
            email=person.email,
            timezone=person.timezone,
            language=person.language,
            added_at=now,
        )
        for person, pseudonym in zip(people, pseudonyms, strict=True)
    }
    Participant.objects.bulk_create(made.values())
    there = {
        (segment.segment_set.key, segment.value): segment
        for segment in Segment.objects.filter(segment_set__board=to).select_related("segment_set")
    }
    held = Membership.objects.current().filter(participant__in=people)
    held = held.exclude(provenance=Provenance.ROUTED).select_related("segment__segment_set")
    Membership.objects.bulk_create(
        Membership(
            participant=made[one.participant_id],
            segment=segment,
            segment_set=segment.segment_set,
            single=not segment.segment_set.allows_several,
            provenance=one.provenance,
            given_at=now,
            given_by=by,
        )
        for one in held
        for segment in [there[one.segment.segment_set.key, one.segment.value]]
    )
    return len(people)
