"""Who on the roster is already on the board.

By address and name. Failing that by address alone, when just one person there has it: a name was
corrected. Failing that by name alone, when just one person there has it: an address was
corrected, added, or left out of the file. Whoever another row of the file names exactly is never
taken for someone else: so two people who share an address, or a name, both belong in the file.

Someone who has been on the board keeps the name and the address they came with: it would be
another person who then read on in their place. Asking is safer than guessing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from participants.models import Participant
from participants.roster.columns import EMAIL, NAME
from participants.roster.errors import RosterError
from participants.roster.people import Listed


@dataclass
class Matches:
    """Each row with the participant it speaks of, None for someone new; and what is unclear."""

    pairs: list[tuple[Listed, Participant | None]]
    errors: list[RosterError]


def matched(people: list[Listed], there: Iterable[Participant]) -> Matches:
    """Rows matched with those who are there, each of them at most once."""
    free = _Free(there)
    found: dict[int, Participant] = {}
    errors: list[RosterError] = []
    for find in (free.the_same, free.corrected):
        for row in people:
            if row.line in found:
                continue
            if match := find(row):
                found[row.line] = free.take(match)
                errors += _taken_for_someone_else(row, match)
    return Matches([(row, found.get(row.line)) for row in people], errors)


class _Free:
    """Those who are there and are matched with no row yet, by what they are known by."""

    def __init__(self, there: Iterable[Participant]) -> None:
        self._free = {person.pk: person for person in there}
        self._by: dict[tuple[str, ...], list[Participant]] = defaultdict(list)
        for person in self._free.values():
            name, email = _identity(person)
            for key in ((name, email), ("name:", "", name), ("address:", "", email)):
                self._by[key].append(person)

    def take(self, person: Participant) -> Participant:
        return self._free.pop(person.pk)

    def the_same(self, row: Listed) -> Participant | None:
        return next(iter(self._known(row.identity)), None)

    def corrected(self, row: Listed) -> Participant | None:
        name, email = row.identity
        by_address = self._known(("address:", "", email)) if email else []
        by_name = self._known(("name:", "", name))
        return _only(by_address) or (None if by_address else _only(by_name))

    def _known(self, key: tuple[str, ...]) -> list[Participant]:
        return [person for person in self._by.get(key, ()) if person.pk in self._free]


def _only(people: list[Participant]) -> Participant | None:
    return people[0] if len(people) == 1 else None


def _identity(person: Participant) -> tuple[str, str]:
    return person.name.casefold(), person.email.casefold()


def _taken_for_someone_else(row: Listed, person: Participant) -> list[RosterError]:
    """A fault where a row would rename or re-address someone who has been on the board."""
    name, email = _identity(person)
    if person.first_came_at is None:
        return []
    if name != row.identity[0]:
        message = _(
            "This address is that of %(name)s, who has been on the board. Write that name; if"
            " this is someone else, keep the row of %(name)s in the file too."
        )
        discreet = _(
            "This address is that of somebody of another name, who has been on the board. Write"
            " the name they are there by; if this is someone else, keep their row in the list too."
        )
        return [RosterError(row.line, NAME, message % {"name": person.name}, discreet)]
    if row.email and email and email != row.identity[1]:
        message = _(
            "%(name)s has been on the board with the address %(email)s. Write that address; if"
            " this is someone else, keep the row of %(name)s in the file too."
        )
        discreet = _(
            "%(name)s has been on the board with another address. Write that address; if this is"
            " someone else, keep the row of the other %(name)s in the list too."
        )
        return [
            RosterError(
                row.line,
                EMAIL,
                message % {"name": person.name, "email": person.email},
                discreet % {"name": row.name},
            )
        ]
    return []
