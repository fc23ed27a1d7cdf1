"""What a roster would do to a board: who is new, who changes, and all that stands against it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bulletin.privacy.enums import Destroyable
from bulletin.privacy.models import Destruction
from participants.enums import Provenance
from participants.models import Membership, Participant
from participants.notices.people import with_reach
from participants.roster.columns import EMAIL, NAME, PSEUDONYM, RESERVE, TESTER, Column
from participants.roster.errors import RosterError
from participants.roster.matching import matched
from participants.roster.people import Listed, people_in
from participants.roster.segments import changes_of
from participants.roster.table import Row
from sessions.models import Board, StaffMember

_SETTLED_BY_COMING = (PSEUDONYM, TESTER, RESERVE)
_DESTROYED_WITH = {Destroyable.KEY: NAME, Destroyable.CONTACTS: EMAIL}


@dataclass(frozen=True)
class Known:
    """Somebody who is there, the row that speaks of them, and what it changes, by field or set, as
    far as whoever brings it may know."""

    row: Listed
    person: Participant
    memberships: list[Membership]
    changes: list[str]
    declined: bool


@dataclass(frozen=True)
class Plan:
    new: list[Listed]
    known: list[Known]
    errors: list[RosterError]

    @property
    def changed(self) -> list[Known]:
        return [one for one in self.known if one.changes]

    @property
    def invited(self) -> int:
        """How many are invited by it, as far as the board invites now."""
        new = sum(bool(row.email) and not row.details.get(RESERVE) for row in self.new)
        return new + sum(_is_invited_anew(one) for one in self.known)


def plan_of(
    board: Board,
    rows: list[Row],
    columns: list[Column],
    *,
    told_to: StaffMember | None = None,
    hold: bool = False,
) -> Plan:
    """Nothing is changed; everything that is wrong is named at once.

    `told_to` is whoever learns what would change: what an answer gave is none of a recruiter's
    business, and None for the command line. With `hold`, whoever the list may speak of is held
    until the transaction ends, so that the plan still holds as it is carried out.
    """
    people, errors = people_in(rows, columns, board=board)
    asked = list(with_reach(board.participants.all()))
    declined = {person.pk for person in asked if person.declined}
    there: list[Participant] = list(asked)
    if hold:
        there = _held(board, there, people)
    matches = matched(people, [person for person in there if not person.erased_at])
    pairs = [(row, person) for row, person in matches.pairs if person]
    held = _held_by(person for _row, person in pairs)
    told = _told(held, told_to)
    errors += [*matches.errors, *_settled(pairs), *_pseudonyms_taken(matches.pairs, there)]
    errors += _destroyed(board, people)
    return Plan(
        new=[row for row, person in matches.pairs if person is None],
        known=[
            Known(
                row,
                person,
                held[person.pk],
                list(_changes(row, person, told[person.pk])),
                declined=person.pk in declined,
            )
            for row, person in pairs
        ],
        errors=sorted(set(errors)),
    )


def _held(board: Board, there: list[Participant], people: list[Listed]) -> list[Participant]:
    """All as they are now. In one order, so that two never wait for each other: the caller holds
    the board, and an answer that routes its author holds them before what they hold."""
    names = {row.identity[0] for row in people}
    addresses = {row.identity[1] for row in people} - {""}
    meant = [
        person.pk
        for person in there
        if person.name.casefold() in names or person.email.casefold() in addresses
    ]
    rows = board.participants.select_for_update(no_key=True).filter(pk__in=meant).order_by("pk")
    now = {person.pk: person for person in rows}
    return [now.get(person.pk, person) for person in there]


def _is_invited_anew(one: Known) -> bool:
    """Whom mail could not reach before, or reaches at another address, as they will be."""
    person, details = one.person, one.row.details
    if person.first_came_at or person.deactivated_at or person.withdrawn_at:
        return False
    if person.cannot_take_part_at or one.declined:
        return False
    address = details.get(EMAIL, person.email)
    is_another = address.casefold() != person.email.casefold()
    is_reached = bool(address) and (is_another or not person.address_bad_at)
    waits = details.get(RESERVE, person.in_reserve)
    return is_reached and not waits and (is_another or RESERVE in one.changes)


def _held_by(people: Iterable[Participant]) -> dict[Any, list[Membership]]:
    memberships: dict[Any, list[Membership]] = defaultdict(list)
    for held in Membership.objects.filter(participant__in=list(people)):
        memberships[held.participant_id].append(held)
    return memberships


def _told(
    held: Mapping[Any, list[Membership]], member: StaffMember | None
) -> Mapping[Any, list[Membership]]:
    if member is None or member.reads_everything:
        return held
    return defaultdict(
        list,
        {
            person: [each for each in theirs if each.provenance != Provenance.ROUTED]
            for person, theirs in held.items()
        },
    )


def _changes(row: Listed, person: Participant, held: list[Membership]) -> Iterable[str]:
    for field, value in row.details.items():
        if value != getattr(person, field):
            yield field
    for segment_set, said in row.segments.items():
        if any(changes_of(segment_set, said, held)):
            yield segment_set.key


def _settled(known: list[tuple[Listed, Participant]]) -> list[RosterError]:
    """Others have met a person under their pseudonym, and their posts count or do not."""
    message = _("%(name)s has been on the board: this cannot be changed any more.")
    return [
        RosterError(row.line, field, message % {"name": row.name})
        for row, person in known
        for field in _SETTLED_BY_COMING
        if person.first_came_at and row.details.get(field, value := getattr(person, field)) != value
    ]


def _destroyed(board: Board, people: list[Listed]) -> list[RosterError]:
    """What participants were told is gone stays gone."""
    gone = set(Destruction.objects.filter(board=board.pk).values_list("what", flat=True))
    fields = [field for what, field in _DESTROYED_WITH.items() if what in gone]
    message = _("This board has destroyed what it kept of that, and takes no more of it.")
    return [
        RosterError(row.line, field, message)
        for row in people
        for field in fields
        if row.details.get(field)
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
