"""Under which name each person appears in one transcript, and what is known of them there."""

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from moderation.enums import Quotable, TranscriptNames
from participants.models import Consent, ConsentAnswer, Membership, Participant, Reply
from sessions.enums import Role
from sessions.models import Board, StaffMember

QUOTED = "quoted"

Segments = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Person:
    label: str
    quoted: Quotable
    segments: Segments
    is_erased: bool


@dataclass(slots=True)
class Cast:
    """Everyone who may have written on a board: participants under one kind of name, and staff.

    Participants get their running numbers when they first appear. The order of the roster
    would let whoever knows it look behind a pseudonym.
    """

    names: TranscriptNames
    participants: dict[uuid.UUID, Person]
    staff: dict[uuid.UUID, StaffMember]
    _numbers: dict[uuid.UUID, int] = field(default_factory=dict)
    _shared: frozenset[str] = frozenset()

    @classmethod
    def of(cls, board: Board, names: TranscriptNames) -> Self:
        """Read in four queries, however many people there are."""
        quoted = dict(_consent_to_quoting(board))
        segments = _segments(board)
        people = {
            person.pk: Person(
                label=label(person, names),
                quoted=quoted.get(person.pk, Quotable.NOT_ASKED),
                segments=segments.get(person.pk, {}),
                is_erased=person.erased_at is not None,
            )
            for person in Participant.objects.filter(board=board).order_by("pk")
        }
        borne = Counter(person.label for person in people.values())
        return cls(
            names=names,
            participants=people,
            staff={member.pk: member for member in StaffMember.objects.filter(board=board)},
            _shared=frozenset(name for name, bearers in borne.items() if bearers > 1),
        )

    def number_of(self, participant: uuid.UUID) -> int:
        return self._numbers.setdefault(participant, len(self._numbers) + 1)

    def label_of(self, participant: uuid.UUID) -> str:
        """The person's name here; with their running number where others bear the same."""
        name, number = self.participants[participant].label, self.number_of(participant)
        if self.names == TranscriptNames.ANONYMOUS:
            return _("Participant %(number)s") % {"number": number}
        return f"{name} ({number})" if name in self._shared else name

    def staff_label_of(self, member: uuid.UUID) -> str:
        """The staff member's display name; their role alone in an anonymised transcript."""
        staff = self.staff[member]
        if self.names == TranscriptNames.ANONYMOUS:
            return str(Role(staff.role).label)
        return staff.display_name

    def in_order(self, transcript: uuid.UUID) -> list[uuid.UUID]:
        """Everybody by name; where there are none, in an order of this transcript's own.

        That order takes the installation's secret to make: nobody who knows the ids of the
        people and of the transcript can tell from it who is who.
        """
        if self.names == TranscriptNames.ANONYMOUS:
            salt = f"order of people in {transcript}"
            return sorted(self.participants, key=lambda one: salted_hmac(salt, str(one)).digest())
        return sorted(self.participants, key=lambda one: self.participants[one].label.casefold())

    def without_rare_segments(self, replies: QuerySet[Reply]) -> None:
        """No segment is told any more that only one author of these replies has."""
        authors = set(replies.order_by().values_list("participant", flat=True).distinct())
        told = {pk: person for pk, person in self.participants.items() if pk in authors}
        held = Counter(
            (key, value)
            for person in told.values()
            for key, values in person.segments.items()
            for value in values
        )
        for person in self.participants.values():
            for key, values in person.segments.items():
                values[:] = [value for value in values if held[key, value] > 1]


def label(participant: Participant, names: TranscriptNames) -> str:
    """The name a transcript of this kind uses; the board need not be loaded."""
    said = {
        TranscriptNames.REAL_NAME: participant.name,
        TranscriptNames.FIRST_NAME: participant.first_name,
    }
    return said.get(names, participant.pseudonym) or participant.pseudonym or _("Someone erased")


def _segments(board: Board) -> dict[uuid.UUID, Segments]:
    held: dict[uuid.UUID, Segments] = {}
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
