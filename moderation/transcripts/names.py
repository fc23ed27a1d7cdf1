"""Under which name each person appears in one transcript, and what is known of them there."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from moderation.enums import Quotable
from participants.models import Consent, ConsentAnswer, Membership, Participant
from sessions.enums import Identity
from sessions.models import Board, StaffMember

QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Person:
    label: str
    quoted: Quotable
    segments: dict[str, list[str]]
    is_erased: bool


@dataclass(slots=True)
class Cast:
    """Everyone who may have written on a board: participants under one identity, and staff.

    Participants get their running numbers when they first appear. The order of the roster
    would let whoever knows it look behind a pseudonym.
    """

    participants: dict[uuid.UUID, Person]
    staff: dict[uuid.UUID, StaffMember]
    _numbers: dict[uuid.UUID, int] = field(default_factory=dict)

    @classmethod
    def of(cls, board: Board, identity: Identity) -> Self:
        """Read in four queries, however many people there are."""
        quoted = dict(_consent_to_quoting(board))
        segments = _segments(board)
        return cls(
            participants={
                person.pk: Person(
                    label=label(person, identity),
                    quoted=quoted.get(person.pk, Quotable.NOT_ASKED),
                    segments=segments.get(person.pk, {}),
                    is_erased=person.erased_at is not None,
                )
                for person in Participant.objects.filter(board=board)
            },
            staff={member.pk: member for member in StaffMember.objects.filter(board=board)},
        )

    def number_of(self, participant: uuid.UUID) -> int:
        return self._numbers.setdefault(participant, len(self._numbers) + 1)


def label(participant: Participant, identity: Identity) -> str:
    """The name a transcript of this identity uses; the board need not be loaded."""
    names = {
        Identity.REAL_NAME: participant.name,
        Identity.FIRST_NAME: participant.first_name,
        Identity.PSEUDONYM: participant.pseudonym,
    }
    return names[identity] or participant.pseudonym or _("Someone erased")


def _segments(board: Board) -> dict[uuid.UUID, dict[str, list[str]]]:
    held: dict[uuid.UUID, dict[str, list[str]]] = {}
    memberships = (
        Membership.objects.current()
        .filter(participant__board=board)
        .order_by("segment_set__position", "segment__position")
        .values_list("participant", "segment_set__key", "segment__value")
    )
    for participant, key, value in memberships:
        held.setdefault(participant, {}).setdefault(key, []).append(value)
    return held


def _consent_to_quoting(board: Board) -> Iterator[tuple[uuid.UUID, Quotable]]:
    """What each person said of it, the newest consent last; declining as a whole says no."""
    answer = ConsentAnswer.objects.filter(consent=OuterRef("pk"), statement__key=QUOTED)
    consents = (
        Consent.objects.filter(participant__board=board)
        .order_by("version__number")
        .annotate(agreed=Subquery(answer.values("agreed")[:1]))
        .values_list("participant", "agreed", "declined_at")
    )
    for participant, agreed, declined_at in consents:
        if declined_at:
            yield participant, Quotable.NO
        elif agreed is not None:
            yield participant, Quotable.YES if agreed else Quotable.NO
