"""What a destruction does and did, in words: before it is confirmed, and on its receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say
from django.utils.translation import pgettext

from bulletin.accounts.models import User
from bulletin.privacy.enums import Destroyable
from bulletin.privacy.models import Destruction
from bulletin.text.moments import day_year_and_time, zone_name
from bulletin.text.numbers import grouped
from moderation.ending.actions.destroying import may_be_destroyed
from moderation.ending.actions.doomed import GOES
from moderation.web import Desk
from sessions.actions.destroying import date_of
from sessions.models import Board, StaffMember

# What goes and what stays, in plain words.
GOES_IN_WORDS = {
    Destroyable.KEY: say(
        "The names of all participants, staff's notes on a person and on where something came"
        " from, transcripts with names, and what was written beneath hidden words. Nobody can tell"
        " any more who stands behind a pseudonym, you neither."
    ),
    Destroyable.CONTACTS: say(
        "The e-mail addresses of all participants, with staff's notes on a person and on where"
        " something came from, and transcripts with names, which may hold some. Nobody can be"
        " written to any more."
    ),
    Destroyable.DATA: say(
        "Everything that participants said on the board and staff replied, what people sent and"
        " which segments their answers gave them, what was made of it on the desk, the report with"
        " its answers, and all transcripts kept here."
    ),
}
STAYS_IN_WORDS = {
    Destroyable.KEY: say(
        "What was said stays, under pseudonyms, and so do staff's notes beside answers and their"
        " reasons for rejecting one. A name that somebody wrote into any of these stays there: hide"
        " such words in answers first. Addresses are destroyed on a day of their own."
    ),
    Destroyable.CONTACTS: say(
        "Names, pseudonyms, what was said and staff's notes beside it stay, with an address that"
        " somebody wrote there. Personal links work as before."
    ),
    Destroyable.DATA: say(
        "Places, pseudonyms, consents, the guide and the codebook stay, staff's announcements,"
        " prepared probes and messages of a pause, and the trail of what staff did. Look whether"
        " any of these quotes somebody. Who took part, in numbers, is kept on the receipt."
    ),
}


@dataclass(frozen=True)
class State:
    """One of the three: its day, whether it can be destroyed now, and its receipt once it is."""

    what: Destroyable
    day: date | None
    gone: Destruction | None
    url: str

    @property
    def label(self) -> str:
        return str(self.what.label)

    @property
    def goes(self) -> str:
        return str(GOES_IN_WORDS[self.what])


def states_of(desk: Desk, gone: Mapping[Destroyable, Destruction]) -> list[State]:
    address = reverse("desk_destroying", args=[desk.board.slug])
    return [
        State(
            what,
            date_of(desk.board, what),
            gone.get(what),
            f"{address}?what={what.value}" if may_be_destroyed(desk.board, what, desk.now) else "",
        )
        for what in Destroyable
    ]


def described(board: Board, what: Destroyable, counts: Mapping[str, int]) -> dict[str, Any]:
    """For the page that asks whether this is meant."""
    return {
        "what": what,
        "goes": str(GOES_IN_WORDS[what]),
        "stays": str(STAYS_IN_WORDS[what]),
        "lines": in_words(what, counts),
    }


def in_words(what: Destroyable, counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Each sort of row with how many, in the order in which they go."""
    return [(str(one.label), grouped(counts[one.key])) for one in GOES[what] if counts.get(one.key)]


@dataclass(frozen=True)
class Receipt:
    """Nothing personal stands on it; who confirmed it goes by their name on the staff."""

    board: Board
    destruction: Destruction
    by: str

    @classmethod
    def of(cls, board: Board, destruction: Destruction) -> Self:
        member = StaffMember.objects.filter(board=board, user=destruction.by).first()
        user = User.objects.filter(pk=destruction.by).first() if destruction.by else None
        name = member.display_name if member else user.name if user else ""
        return cls(board, destruction, name or _("After a backup was restored"))

    @property
    def what(self) -> str:
        return str(Destroyable(self.destruction.what).label)

    @property
    def at(self) -> str:
        zone = self.board.zone
        return f"{day_year_and_time(self.destruction.at, zone)} {zone_name(zone)}"

    @property
    def promised(self) -> str:
        day = date_of(self.board, Destroyable(self.destruction.what))
        return format_date(day, pgettext("format of a date", "j F Y")) if day else ""

    @property
    def went(self) -> list[tuple[str, str]]:
        return in_words(Destroyable(self.destruction.what), self.destruction.counts.get("went", {}))

    @property
    def figures(self) -> list[tuple[str, str]]:
        return [
            (label, grouped(number)) for label, number in self.destruction.counts.get("figures", ())
        ]

    @property
    def text(self) -> str:
        lines = [
            _("Receipt of a destruction"),
            "",
            *(f"{label}: {value}" for label, value in self._facts()),
            "",
            _("What went, in rows"),
            *(f"  {label}: {number}" for label, number in self.went),
            "",
            _("Who took part, as counted before"),
            *(f"  {label}: {number}" for label, number in self.figures),
            "",
            self.about_backups,
        ]
        return "\n".join(lines) + "\n"

    @property
    def about_backups(self) -> str:
        return about_backups(self.at)

    def _facts(self) -> list[tuple[str, str]]:
        return [
            (_("Board"), self.board.title),
            (_("Destroyed"), self.what),
            (_("When"), self.at),
            (_("Promised for"), self.promised),
            (_("Confirmed by"), self.by),
            (_("Reference"), str(self.destruction.pk)),
        ]


def about_backups(at: str) -> str:
    return _(
        "Backups made before %(at)s still hold it, until they are deleted. Copies that somebody"
        " downloaded are theirs to delete."
    ) % {"at": at}
