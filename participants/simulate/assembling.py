"""From a board's slug to a group that is ready to live on it."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

from django.conf import settings

from bulletin import clock
from bulletin.accounts.actions import issue_sign_in_address
from bulletin.outbox.models import Mail
from participants.models import Participant
from participants.simulate.browser import Browser, path_of
from participants.simulate.diary import Book
from participants.simulate.facilitator import Facilitator, NotReady
from participants.simulate.habits import Habits, Part, deal
from participants.simulate.letters import Letters
from participants.simulate.person import Person
from participants.simulate.roster import people_of
from sessions.models import Board

# Whoever is invited hears of it the morning before.
_INVITED_AT = time(10)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks for; `mail` is the folder of a mail catcher."""

    participants: int
    site: str
    seed: str
    mail: Path
    days: int | None = None


def book_of(board: Board, *, seed: str) -> Book:
    """The diaries of the group on this board, emptied with everything else of its place."""
    assert settings.PLACE is not None
    return Book.opened(settings.PLACE.tmp / f"simulated-{board.pk}.json", seed=seed)


def assembled(board: Board, book: Book, wishes: Wishes) -> list[Person]:
    """Everybody on the roster: as many as are wished for live, the rest never come."""
    everybody = people_of(board)
    chance = Random(f"{book.seed}:cards")  # noqa: S311 - no secret
    habits = deal([bool(one.email) for one in everybody], chance)
    lives, stays_away = habits[: wishes.participants], habits[wishes.participants :]
    parts = [*lives, *(replace(one, part=Part.NEVER_COMES) for one in stays_away)]
    return [
        _person(one, number, part, book, wishes.site)
        for number, (one, part) in enumerate(zip(everybody, parts, strict=True))
    ]


def _person(row: Participant, number: int, habits: Habits, book: Book, site: str) -> Person:
    diary = book.of(str(row.pk))
    street, house = divmod(number, 250)
    lives_at = f"127.1.{street}.{house + 1}"
    return Person(
        key=str(row.pk),
        name=row.name,
        address=row.email,
        zone=row.zone,
        habits=habits,
        diary=diary,
        browser=Browser(site, habits.telephone, diary.cookies, lives_at),
        seed=book.seed,
    )


def signed_in(board: Board, book: Book, site: str) -> Facilitator:
    """The board's facilitator, at their desk. Raises NotReady."""
    member = board.staff.facilitators().select_related("user").first()
    if member is None:
        raise NotReady("The board has no facilitator.")
    user = member.user

    def way_in() -> str:
        return path_of(issue_sign_in_address(user, now=clock.now()))

    facilitator = Facilitator(site, book.staff, seed=book.seed, way_in=way_in)
    facilitator.sign_in(board.slug)
    return facilitator


def letters_on(board: Board, folder: Path) -> Letters:
    """Those that the product has sent from this board: another may have the same title."""
    sent = Mail.objects.filter(board=board.pk)
    return Letters(folder, lambda name: sent.filter(message_id=name).exists())


def begins_at(board: Board, book: Book, now: datetime) -> datetime:
    """The morning before the board's first day; where that has passed, the group goes on."""
    eve = datetime.combine(board.starts_on - _A_DAY, _INVITED_AT, board.zone)
    return max(eve, book.goes_on_at(now))


def ends_at(board: Board, begins: datetime, days: int | None) -> datetime:
    """The board's end, or so many midnights of its zone later, whichever comes first."""
    if days is None:
        return board.ends_at
    last = begins.astimezone(board.zone).date() + timedelta(days=days)
    return min(board.ends_at, datetime.combine(last, time(), board.zone))
