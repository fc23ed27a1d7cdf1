"""One deed for many people at once: all for whom it can be done, each with a line in the trail."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import owe
from bulletin.outbox.kinds import kind_named
from bulletin.outbox.models import Notice
from moderation.actions.dates import give_more_time_to
from moderation.actions.places import deactivate
from participants.actions.grouping import set_segments
from participants.actions.holding import hold_people
from participants.models import Membership, Participant
from participants.notices.names import INVITATION
from sessions.actions.staging import hold
from sessions.models import Board, Segment, Stage


@dataclass(frozen=True)
class Parted:
    """For whom a deed can be done now, and for how many it cannot or need not."""

    able: list[Participant]
    others: int


def part_for_links(board: Board, people: Sequence[Participant], now: datetime) -> Parted:
    """Whom an invitation can reach, and to whom none is on its way: two queries."""
    imagined = {
        person.pk: Notice(
            kind=INVITATION,
            board=board.pk,
            recipient=person.pk,
            subject=board.pk,
            planned_at=now,
            due_at=now,
        )
        for person in people
    }
    unwanted = kind_named(INVITATION).unwanted(list(imagined.values()), now=now)
    on_their_way = set(
        Notice.objects.open()
        .filter(kind=INVITATION, subject=board.pk, recipient__in=imagined)
        .values_list("recipient", flat=True)
    )
    return _parted(
        people,
        lambda person: imagined[person.pk].pk not in unwanted and person.pk not in on_their_way,
    )


def part_for_time(people: Sequence[Participant]) -> Parted:
    return _parted(people, lambda person: person.is_active)


def part_for_closing(people: Sequence[Participant]) -> Parted:
    return _parted(
        people,
        lambda one: not (one.deactivated_at or one.withdrawn_at or one.erased_at),
    )


def part_for_reserve(people: Sequence[Participant]) -> Parted:
    return _parted(people, lambda one: one.is_active and one.first_came_at is None)


def part_for_segment(people: Sequence[Participant], segment: Segment | None) -> Parted:
    """Who does not hold it yet; one query."""
    held = Membership.objects.current().filter(segment=segment, participant__in=people)
    holders = set(held.values_list("participant", flat=True)) if segment else set()
    return _parted(
        people,
        lambda one: not (one.withdrawn_at or one.erased_at) and one.pk not in holders,
    )


@transaction.atomic
def send_links(*, board: Board, people: Iterable[UUID], by: User, now: datetime) -> int:
    """As `send_fresh_link`, to whom one can be sent now. Returns to how many."""
    able = part_for_links(board, held_people(board, people), now).able
    for person in able:
        owe(kind=INVITATION, recipient=person.pk, subject=board.pk, board=board.pk, now=now)
        _record("link_sent", person, by, now)
    return len(able)


@transaction.atomic
def give_time(
    *,
    stage: Stage,
    people: Iterable[UUID],
    until: datetime,
    reason: str,
    by: User,
    now: datetime,
) -> int:
    """As `give_more_time`, to those who take part. Returns to how many it gave anything; raises
    Refused as that does."""
    able = part_for_time(held_people(stage.board, people)).able
    return give_more_time_to(able, stage=stage, until=until, reason=reason, by=by, now=now)


@transaction.atomic
def close_places(
    *, board: Board, people: Iterable[UUID], reason: str, by: User, now: datetime
) -> int:
    able = part_for_closing(held_people(board, people)).able
    return sum(deactivate(participant=one, reason=reason, by=by, now=now) for one in able)


@transaction.atomic
def move_to_reserve(*, board: Board, people: Iterable[UUID], by: User, now: datetime) -> int:
    """Those who have not come."""
    able = part_for_reserve(held_people(board, people)).able
    Participant.objects.filter(pk__in=[person.pk for person in able]).update(in_reserve=True)
    for person in able:
        _record("person_moved_out", person, by, now)
    return len(able)


@transaction.atomic
def give_segment(*, segment: Segment, people: Iterable[UUID], by: User, now: datetime) -> int:
    """They hold it from now on: beside what they hold in its set where that allows several, else
    in its place. Returns how many did not hold it before."""
    segment_set = segment.segment_set
    able = part_for_segment(held_people(segment_set.board, people), segment).able
    for person in able:
        wanted = [segment]
        if segment_set.allows_several:
            held = Membership.objects.current().filter(participant=person, segment_set=segment_set)
            wanted += [one.segment for one in held.select_related("segment")]
        set_segments(participant=person, wanted={segment_set: wanted}, by=by, now=now)
    return len(able)


def people_among(board: Board, people: Iterable[UUID]) -> list[Participant]:
    """Those of these who are on the board, in its order."""
    there = Participant.objects.filter(board=board, pk__in=list(people))
    found = list(there.order_by("added_at", "name", "id"))
    for person in found:
        person.board = board
    return found


def held_people(board: Board, people: Iterable[UUID]) -> list[Participant]:
    """The same; the board and they are held until the transaction ends."""
    hold(board)
    ids = list(people)
    hold_people(ids)
    return people_among(board, ids)


def _parted(people: Sequence[Participant], can: Callable[[Participant], bool]) -> Parted:
    able = [person for person in people if can(person)]
    return Parted(able, len(people) - len(able))


def _record(action: str, person: Participant, by: User, now: datetime, **details: str) -> None:
    Entry.objects.record(
        action, now=now, actor=by.pk, board=person.board_id, subject=person, **details
    )
