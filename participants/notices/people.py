"""Whom a board may write to, and why not to the others: one rule for planning and sending."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When

from bulletin.outbox.enums import Reason
from bulletin.outbox.quiet_hours import MORNING
from participants.models import Consent, Participant

if TYPE_CHECKING:
    from typing import TypedDict

    from django_stubs_ext import WithAnnotations

    class Reach(TypedDict):
        unreachable: str
        declined: datetime | None

    Person = WithAnnotations[Participant, Reach]

# The first that holds is the reason; `declined` is when someone last said no to the information.
_REASONS = (
    (Reason.GONE, Q(erased_at__isnull=False) | Q(board__archive_removed_at__isnull=False)),
    (Reason.WITHDRAWN, Q(withdrawn_at__isnull=False)),
    (Reason.DEACTIVATED, Q(deactivated_at__isnull=False)),
    (Reason.IN_RESERVE, Q(in_reserve=True)),
    (Reason.DECLINED, Q(declined__isnull=False)),
    (Reason.UNABLE, Q(cannot_take_part_at__isnull=False)),
    (Reason.NO_ADDRESS, Q(email="")),
    (Reason.BAD_ADDRESS, Q(address_bad_at__isnull=False)),
)


def with_reach(people: "QuerySet[Participant]") -> "QuerySet[Person]":
    """Each with `unreachable`: why a board's notices do not go to them, empty where they do.

    Declining ends all mail; who declined one version and agreed to a later one is back.
    """
    last_word = Consent.objects.filter(participant=OuterRef("pk")).order_by("-version__number")
    return people.annotate(declined=Subquery(last_word.values("declined_at")[:1])).annotate(
        unreachable=Case(
            *(When(condition, then=Value(why)) for why, condition in _REASONS),
            default=Value(""),
            output_field=CharField(),
        )
    )


def reachable() -> "QuerySet[Person]":
    """Everyone whom a board may write to."""
    return with_reach(Participant.objects.all()).filter(unreachable="")


def people_of(recipients: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, "Person"]:
    """The participants of these ids that there still are, each with `unreachable` and board.

    People of one board share one `Board`.
    """
    people = with_reach(Participant.objects.filter(pk__in=set(recipients)))
    return {person.pk: person for person in people.order_by().prefetch_related("board")}


def away_after(recipients: Iterable[uuid.UUID], *, now: datetime) -> Mapping[uuid.UUID, datetime]:
    """Who of these is away on their own calendar today: until which morning, as a UTC instant."""
    away = Participant.objects.filter(pk__in=set(recipients), away_until__isnull=False).order_by()
    return {
        person.pk: morning_of(person, person.away_until)
        for person in away.only("timezone", "away_until")
        if person.away_until and person.away_until > day_of(person, now)
    }


def day_of(person: Participant, instant: datetime) -> date:
    """The date on this person's calendar."""
    return instant.astimezone(person.zone).date()


def morning_of(person: Participant, day: date) -> datetime:
    """The UTC instant at which this person's night ends on that day."""
    return datetime.combine(day, MORNING, tzinfo=person.zone).astimezone(UTC)
