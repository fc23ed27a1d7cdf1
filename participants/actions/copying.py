"""The people of one board are put on the roster of a new one."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from bulletin.accounts.models import User
from participants.enums import Provenance
from participants.models import Consent, ConsentAnswer, Membership, Participant
from participants.notices.findings import LATER_CONTACT
from participants.pseudonyms import new_pseudonyms
from sessions.models import Board, Segment


def to_be_copied(board: Board) -> "QuerySet[Any]":
    """Those who take part and did not refuse, with what they agreed to, to be asked again."""
    return _taking_part(board).exclude(_refusing())


def refusing(board: Board) -> "QuerySet[Any]":
    """Those who take part and want no later contact."""
    return _taking_part(board).filter(_refusing())


def _taking_part(board: Board) -> "QuerySet[Any]":
    """Those who hold their place and agreed to the information, but for testers, and for who
    cannot take part. Before the launch nobody was asked: then they need not have agreed."""
    here = Participant.objects.active().filter(board=board, tester=False, cannot_take_part_at=None)
    last_word = Consent.objects.filter(participant=OuterRef("pk")).order_by("-version__number")
    said = here.exclude(name="").annotate(
        agreed_at=Subquery(last_word.values("given_at")[:1]),
        declined=Subquery(last_word.values("declined_at")[:1]),
        last_consent=Subquery(last_word.values("pk")[:1]),
    )
    return said.filter(agreed_at__isnull=False) if board.launched_at else said.filter(declined=None)


def _refusing() -> Exists:
    said = ConsentAnswer.objects.filter(statement__key=LATER_CONTACT, agreed=False)
    return Exists(said.filter(consent=OuterRef("last_consent")))


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
