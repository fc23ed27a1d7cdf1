"""The people of a roster have their places on a board."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import nudge
from participants.actions.grouping import regroup
from participants.actions.joining_late import open_to_late_joiners
from participants.actions.unlocking import remember_what_is_open
from participants.enums import Provenance
from participants.models import Membership, Participant
from participants.pseudonyms import new_pseudonyms, taken_on
from participants.roster.addresses import move_address
from participants.roster.columns import (
    EMAIL,
    LANGUAGE,
    PSEUDONYM,
    RESERVE,
    TIMEZONE,
    Column,
    columns_of,
)
from participants.roster.errors import RosterErrors
from participants.roster.moving import note_move
from participants.roster.people import Listed
from participants.roster.planning import Known, plan_of
from participants.roster.segments import follow_roster
from participants.roster.table import Row, read_table
from sessions.actions.staging import locked_board
from sessions.models import Board, StaffMember


@dataclass(frozen=True)
class RosterResult:
    """How many people the roster added, changed, and left as they were, as far as whoever brought
    it may know; `people` are the new."""

    added: int
    updated: int
    unchanged: int
    people: tuple[Participant, ...] = ()


@transaction.atomic
def import_roster(
    *, board: Board, data: bytes, now: datetime, by: User | None = None
) -> RosterResult:
    """Everyone in this CSV file has a place on the board as the file says, or nobody is changed.

    Whoever is there already (see `matching`) is updated where a cell says something else; an
    empty cell says nothing, except of segments, and nobody is taken off. Whoever is new gets a
    random pseudonym and, on a launched board, is owed an invitation. A second call with the
    same file changes nothing. `by` is None for the command line. Raises RosterErrors with
    everything that is wrong.
    """
    board = locked_board(board)
    headings, rows = read_table(data)
    return _bring_in(board, rows, columns_of(board, headings), by, now)


@transaction.atomic
def bring_in(
    *,
    board: Board,
    rows: list[Row],
    columns: list[Column],
    by: User | None,
    now: datetime,
    told_to: StaffMember | None = None,
) -> RosterResult:
    """The same of rows whose columns are known; `told_to` as for `plan_of`."""
    return _bring_in(locked_board(board), rows, columns, by, now, told_to)


def _bring_in(
    board: Board,
    rows: list[Row],
    columns: list[Column],
    by: User | None,
    now: datetime,
    told_to: StaffMember | None = None,
) -> RosterResult:
    plan = plan_of(board, rows, columns, told_to=told_to, hold=True)
    if plan.errors:
        raise RosterErrors(plan.errors)
    updated = sum(_is_updated(one, by=by, now=now) for one in plan.known)
    people = _add(board, plan.new, by=by, now=now)
    in_room = [person for person in people if not person.in_reserve]
    in_room += [one.person for one in plan.known if RESERVE in one.changes and one.person.is_active]
    open_to_late_joiners(in_room, board=board, by=by, now=now)
    _record(board, len(people), updated, by, now)
    told = len(plan.changed)
    return RosterResult(len(people), told, len(plan.known) - told, tuple(people))


def _is_updated(one: Known, *, by: User | None, now: datetime) -> bool:
    details = _set_details(one.person, one.row.details, by=by, now=now)
    changed = follow_roster(
        one.person, one.row.segments, memberships=one.memberships, by=by, now=now
    )
    if changed:
        regroup(one.person, changed, now=now)
        remember_what_is_open(one.person, now=now)
    return details or bool(changed)


def _set_details(
    person: Participant, details: dict[str, Any], *, by: User | None, now: datetime
) -> bool:
    new = {field: value for field, value in details.items() if value != getattr(person, field)}
    if not new:
        return False
    if EMAIL in new:
        move_address(person, new[EMAIL], by=by, now=now)
    for field, value in new.items():
        setattr(person, field, value)
    person.save(update_fields=[*new])
    if RESERVE in new:
        note_move(person, by=by, now=now)
    return True


def _add(board: Board, rows: list[Listed], *, by: User | None, now: datetime) -> list[Participant]:
    given = [row.details[PSEUDONYM] for row in rows if PSEUDONYM in row.details]
    made = iter(new_pseudonyms(len(rows), taken={*taken_on(board), *given}))
    people = [
        Participant(
            board=board,
            added_at=now,
            **{
                TIMEZONE: board.timezone,
                LANGUAGE: board.language,
                PSEUDONYM: next(made),
                **row.details,
            },
        )
        for row in rows
    ]
    Participant.objects.bulk_create(people)
    Membership.objects.give_each(
        (
            (person, [segment for some in row.segments.values() for segment in some])
            for row, person in zip(rows, people, strict=True)
        ),
        provenance=Provenance.ROSTER,
        by=by,
        now=now,
    )
    return people


def _record(board: Board, added: int, updated: int, by: User | None, now: datetime) -> None:
    if added or updated:
        Entry.objects.record(
            "roster_imported",
            now=now,
            actor=by.pk if by else None,
            board=board.pk,
            subject=board,
            added=added,
            updated=updated,
        )
        nudge()
