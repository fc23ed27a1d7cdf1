"""The people of a roster have their places on a board."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import nudge
from participants.models import Membership, Participant
from participants.pseudonyms import new_pseudonyms, taken_on
from participants.roster.addresses import move_address
from participants.roster.columns import (
    EMAIL,
    LANGUAGE,
    PSEUDONYM,
    TESTER,
    TIMEZONE,
    columns_of,
)
from participants.roster.errors import RosterError, RosterErrors
from participants.roster.matching import matched
from participants.roster.people import Listed, people_in
from participants.roster.segments import follow_roster
from participants.roster.table import read_table
from sessions.actions.staging import locked_board
from sessions.models import Board

_SETTLED_BY_COMING = (PSEUDONYM, TESTER)


@dataclass(frozen=True)
class RosterResult:
    """How many people the roster added, changed, and left as they were."""

    added: int
    updated: int
    unchanged: int


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
    people = people_in(rows, columns_of(board, headings), board=board)
    there = list(board.participants.all())
    matches = matched(people, [person for person in there if not person.erased_at])
    known = [(row, person) for row, person in matches.pairs if person]
    new = [row for row, person in matches.pairs if person is None]
    if errors := [*matches.errors, *_settled(known), *_pseudonyms_taken(matches.pairs, there)]:
        raise RosterErrors(errors)
    updated = _update(known, by=by, now=now)
    _add(board, new, by=by, now=now)
    result = RosterResult(len(new), updated, len(known) - updated)
    _record(board, result, by, now)
    return result


def _settled(known: list[tuple[Listed, Participant]]) -> list[RosterError]:
    """Others have met a person under their pseudonym, and their posts count or do not."""
    message = _("%(name)s has been on the board: this cannot be changed any more.")
    return [
        RosterError(row.line, field, message % {"name": person.name})
        for row, person in known
        for field in _SETTLED_BY_COMING
        if person.first_came_at and row.details.get(field, value := getattr(person, field)) != value
    ]


def _pseudonyms_taken(
    pairs: list[tuple[Listed, Participant | None]], there: list[Participant]
) -> list[RosterError]:
    holders: dict[str, Any] = {person.pseudonym.casefold(): person.pk for person in there}
    errors = []
    for row, person in pairs:
        pseudonym = row.details.get(PSEUDONYM)
        if pseudonym is None:
            continue
        holder = holders.setdefault(pseudonym.casefold(), person.pk if person else row.line)
        if holder != (person.pk if person else row.line):
            message = _("%(pseudonym)s is somebody else's pseudonym.") % {"pseudonym": pseudonym}
            errors.append(RosterError(row.line, PSEUDONYM, message))
    return errors


def _update(known: list[tuple[Listed, Participant]], *, by: User | None, now: datetime) -> int:
    """How many of those who are there were changed."""
    memberships: dict[Any, list[Membership]] = defaultdict(list)
    for held in Membership.objects.filter(participant__in=[person for _row, person in known]):
        memberships[held.participant_id].append(held)
    changed = 0
    for row, person in known:
        details = _set_details(person, row.details, by=by, now=now)
        segments = follow_roster(
            person, row.segments, memberships=memberships[person.pk], by=by, now=now
        )
        changed += details or segments
    return changed


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
    return True


def _add(board: Board, rows: list[Listed], *, by: User | None, now: datetime) -> None:
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
    for row, person in zip(rows, people, strict=True):
        follow_roster(person, row.segments, memberships=[], by=by, now=now)


def _record(board: Board, result: RosterResult, by: User | None, now: datetime) -> None:
    if result.added or result.updated:
        Entry.objects.record(
            "roster_imported",
            now=now,
            actor=by.pk if by else None,
            board=board.pk,
            subject=board,
            added=result.added,
            updated=result.updated,
        )
        nudge()
