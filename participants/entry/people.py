"""Who runs a board and who looks on, and how one participant appears to each (rule 9)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from participants.models import Participant
from sessions.enums import Audience, Identity, ObserverSight, Role
from sessions.models import Board, ConsentVersion, RunBy, StaffMember


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    role: str
    organisation: str
    is_observer: bool


@dataclass(frozen=True, slots=True)
class Appearance:
    """Who sees what of this participant, in plain words."""

    audience: str
    words: str


@dataclass(frozen=True, slots=True)
class People:
    run_by: list[Person]
    observers: list[Person]
    appearances: list[Appearance]


def people_of(participant: Participant, version: ConsentVersion | None) -> People:
    """Everybody behind the board, under what this version lets observers see. Two queries."""
    everybody = _everybody(participant.board)
    observers = [person for person in everybody if person.is_observer]
    return People(
        run_by=[person for person in everybody if not person.is_observer],
        observers=observers,
        appearances=_appearances(participant, version, has_observers=bool(observers)),
    )


def _everybody(board: Board) -> list[Person]:
    """Those the front matter names, and every observer with an account whom it forgot."""
    named = [
        Person(one.name, one.get_role_display(), one.organisation, one.role == Role.OBSERVER)
        for one in RunBy.objects.filter(board=board)
    ]
    known = {(person.name, person.organisation) for person in named}
    unnamed = [
        Person(one.display_name, one.get_role_display(), one.organisation, True)
        for one in StaffMember.objects.current().filter(board=board, role=Role.OBSERVER)
        if (one.display_name, one.organisation) not in known
    ]
    return named + unnamed


def _appearances(
    participant: Participant, version: ConsentVersion | None, *, has_observers: bool
) -> list[Appearance]:
    board = participant.board
    shown = [
        Appearance(_("Other participants"), _peers_see(participant)),
        Appearance(_("The facilitators"), _staff_see(participant)),
    ]
    if has_observers and version is not None:
        shown.append(Appearance(_("Observers"), _observers_see(participant, version)))
    return [*shown, Appearance(_("Reports"), _named(participant, Audience.EXPORTS, board))]


def _peers_see(participant: Participant) -> str:
    return _named(participant, Audience.PEERS, participant.board)


def _staff_see(participant: Participant) -> str:
    words = _named(participant, Audience.STAFF, participant.board)
    if participant.board.identity_for(Audience.STAFF) == Identity.REAL_NAME:
        return words
    return words + " " + _("They can look up your name and address; each look is recorded.")


def _observers_see(participant: Participant, version: ConsentVersion) -> str:
    if version.observers == ObserverSight.NONE:
        return _("They read nothing of what you write.")
    if version.observers == ObserverSight.PSEUDONYM:
        return _("They read what you write under “%(name)s”, never your name.") % {
            "name": participant.pseudonym
        }
    return _("They read what you write under “%(name)s”.") % {
        "name": participant.name_for(Audience.STAFF)
    }


def _named(participant: Participant, audience: Audience, board: Board) -> str:
    if board.identity_for(audience) == Identity.PSEUDONYM:
        return _("You are “%(name)s”, a name made up for this board.") % {
            "name": participant.pseudonym
        }
    return _("You are “%(name)s”.") % {"name": participant.name_for(audience)}
