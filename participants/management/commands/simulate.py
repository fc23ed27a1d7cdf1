"""A virtual group lives through a board, so that its guide can be seen at work in minutes."""

import signal
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bulletin import clock
from participants.simulate.assembling import (
    Wishes,
    assembled,
    begins_at,
    book_of,
    ends_at,
    letters_on,
    signed_in,
)
from participants.simulate.browser import Broken, NotAnswering
from participants.simulate.checks import refusal
from participants.simulate.diary import Book
from participants.simulate.facilitator import NotReady
from participants.simulate.figures import beside, compared, counted
from participants.simulate.group import Group
from participants.simulate.roster import fill_up
from participants.simulate.timekeeper import NoWorker, Timekeeper
from sessions.models import Board
from sessions.preflight import missing_from


class Command(BaseCommand):
    help = (
        "A virtual group lives through a board over HTTP, while the clock of every board here goes "
        "forward. A draft is launched, missing people are added. Not in production."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--participants", type=a_number, required=True, metavar="N")
        parser.add_argument("--days", type=a_number, metavar="D", help="so many, and later more")
        parser.add_argument("--seed", default="1", help="the same seed, the same group (1)")
        parser.add_argument("--url", default=settings.PUBLIC_URL, help="where the pages are")
        parser.add_argument(
            "--mail", type=a_folder, metavar="FOLDER", help="where a mail catcher puts mail (demo)"
        )
        parser.add_argument("--patience", type=float, default=60.0, help="seconds for the worker")

    def handle(self, *, slug: str, participants: int, **options: Any) -> None:
        if settings.IN_PRODUCTION:
            raise CommandError("simulate moves the clock and makes people up: not in production.")
        board = Board.objects.filter(slug=slug).first()
        if board is None:
            raise CommandError(f"{slug}: there is no board of this name.")
        wishes = Wishes(
            participants=participants,
            site=options["url"].rstrip("/"),
            seed=options["seed"],
            mail=options["mail"] or mail_of_the_demo(),
            days=options["days"],
        )
        try:
            self._live(board, wishes, Timekeeper(options["patience"]))
        except NoWorker:
            raise CommandError(
                f"{slug}: no mail leaves: is a worker running? {is_left(board)}"
            ) from None
        except NotReady as missing:
            raise CommandError("\n".join(f"{slug}: {line}" for line in missing.args)) from None
        except (NotAnswering, Broken) as error:
            raise CommandError(f"{slug}: {error}. {is_left(board)}") from None

    def _live(self, board: Board, wishes: Wishes, timekeeper: Timekeeper) -> None:
        """Nothing is moved, launched or added before all that could stand against it is asked."""
        book = book_of(board, seed=wishes.seed)
        if why := refusal(board, book, site=wishes.site, now=clock.now()):
            raise CommandError(f"{board.slug}: {why}")
        if board.launched_at is None and (missing := missing_from(board, now=clock.now())):
            raise NotReady(*map(str, missing))
        timekeeper.deliver()
        facilitator = signed_in(board, book, wishes.site)
        self._gather(board, book, wishes)
        people, letters = assembled(board, book, wishes), letters_on(board, wishes.mail)
        letters.fetch()
        with interruptions() as is_stopped:
            self._let_live(
                Group(board, people, facilitator, book, letters, timekeeper, self._say, is_stopped),
                days=wishes.days,
            )
        self._say(f"{beside(people)}\n{is_left(board)}")
        self._compare(counted(people, book.staff, letters), facilitator.figures())

    def _let_live(self, group: Group, *, days: int | None) -> None:
        board, begins = group.board, begins_at(group.board, group.book, clock.now())
        ends = ends_at(board, begins, days)
        group.timekeeper.reach(begins)
        group.facilitator.launch()
        self._say(f"{stands(board)} The group lives until {shown(ends, board)}.")
        if not group.live(begins=begins, ends=ends):
            raise CommandError(f"Stopped. The same command goes on from there. {is_left(board)}")

    def _gather(self, board: Board, book: Book, wishes: Wishes) -> None:
        chance = Random(f"{book.seed}:roster")  # noqa: S311 - no secret
        if added := fill_up(board, wishes.participants, chance=chance, now=clock.now()):
            self._say(f"{board.slug}: {added} example people added")

    def _compare(self, own: dict[str, int], desk: Mapping[str, int]) -> None:
        """The figures in two columns. Raises CommandError where they are not the same."""
        lines = compared(own, desk)
        width = max(len(label) for label, _own, _desk in lines)
        self._say(f"\n{'':<{width}}  lived   desk")
        for label, lived, desk_shows in lines:
            mark = "" if lived == desk_shows else "  ←"
            self._say(f"{label:<{width}}  {lived:>5}  {desk_shows:>5}{mark}")
        if any(lived != desk_shows for _label, lived, desk_shows in lines):
            raise CommandError("The desk shows other figures than what the group did.")
        self._say("The desk shows the same figures.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def stands(board: Board) -> str:
    return f"The clock stands at {shown(clock.now(), board)}."


def is_left(board: Board) -> str:
    """Where the clock stands when the command ends, and the way back where it was moved."""
    if not clock.has_leapt():
        return stands(board)
    return (
        f"{stands(board)} It does so for every board here; manage.py put_clock_back puts it back."
    )


def shown(instant: datetime, board: Board) -> str:
    return f"{instant.astimezone(board.zone):%a %d %b %Y, %H:%M} {board.timezone}"


@contextmanager
def interruptions() -> Iterator[Callable[[], bool]]:
    """Ctrl-C is heard between two visits; a second one ends the process at once."""
    asked: list[int] = []

    def ask(number: int, frame: FrameType | None) -> None:
        asked.append(number)
        signal.signal(signal.SIGINT, before)

    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def mail_of_the_demo() -> Path:
    """Where the demo's mail catcher puts what it takes. Raises CommandError in no demo."""
    if not settings.IS_DEMO or settings.PLACE is None:
        raise CommandError(
            "The group reads its letters in a mail catcher's folder: "
            "run it beside the demo, or name the folder with --mail."
        )
    return settings.PLACE.mail


def a_folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise ArgumentTypeError(f"{text} is no folder")
    return Path(text)


def a_number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"{text} is no number of at least 1")
    return int(text)
