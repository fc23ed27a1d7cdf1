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
    """Who sees this participant as whom, in plain words."""

    audience: str
    words: str


@dataclass(frozen=True, slots=True)
class People:
    """`pseudonym` is empty on a board that shows it to nobody."""

    run_by: list[Person]
    observers: list[Person]
    appearances: list[Appearance]
    pseudonym: str


def people_of(participant: Participant, version: ConsentVersion | None) -> People:
    """Everybody behind the board, under what this version lets observers see. Two queries."""
    everybody = everybody_on(participant.board)
    observers = [person for person in everybody if person.is_observer]
    return People(
        run_by=[person for person in everybody if not person.is_observer],
        observers=observers,
        appearances=_appearances(participant, version, has_observers=bool(observers)),
        pseudonym=participant.pseudonym if _has_made_up_name(participant.board) else "",
    )


def _has_made_up_name(board: Board) -> bool:
    return any(board.identity_for(audience) == Identity.PSEUDONYM for audience in Audience)


def everybody_on(board: Board) -> list[Person]:
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
    shown = [
        Appearance(_("Other participants"), _named(participant, Audience.PEERS)),
        Appearance(_("The facilitators"), _staff_see(participant)),
    ]
    if has_observers and version is not None:
        shown.append(Appearance(_("Observers"), _observers_see(participant, version)))
    return [*shown, Appearance(_("Reports"), _named(participant, Audience.EXPORTS))]


def _staff_see(participant: Participant) -> str:
    words = _named(participant, Audience.STAFF)
    if participant.board.identity_for(Audience.STAFF) == Identity.REAL_NAME:
        return words
    return words + " " + _("They can look up your name and address; each look is recorded.")


def _observers_see(participant: Participant, version: ConsentVersion) -> str:
    if version.observers == ObserverSight.NONE:
        return _("They read nothing of what you write.")
    if version.observers == ObserverSight.PSEUDONYM:
        return _as(participant.pseudonym)
    return _named(participant, Audience.STAFF)


def _named(participant: Participant, audience: Audience) -> str:
    return _as(participant.name_for(audience))


def _as(name: str) -> str:
    return _("You are “%(name)s”.") % {"name": name}
