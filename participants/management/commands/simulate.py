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
    mail_folder,
    signed_in,
)
from participants.simulate.browser import Broken, NotAnswering
from participants.simulate.checks import refusal
from participants.simulate.diary import Book
from participants.simulate.facilitator import NotReady
from participants.simulate.figures import beside, compared, counted
from participants.simulate.group import Group
from participants.simulate.letters import Letters
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
        parser.add_argument("--url", default="", help="where the web process answers")
        parser.add_argument("--mail", type=Path, metavar="FOLDER", help="the mail catcher's folder")
        parser.add_argument("--patience", type=float, default=60.0, help="seconds for the worker")

    def handle(self, *, slug: str, participants: int, **options: Any) -> None:
        if settings.IN_PRODUCTION:
            raise CommandError("simulate moves the clock and makes people up: not in production.")
        board = Board.objects.filter(slug=slug).first()
        if board is None:
            raise CommandError(f"{slug}: there is no board of this name.")
        wishes = Wishes(
            participants=participants,
            site=(options["url"] or settings.PUBLIC_URL).rstrip("/"),
            seed=options["seed"],
            mail=mail_folder(options["mail"]),
            days=options["days"],
        )
        try:
            self._live(board, wishes, Timekeeper(options["patience"]))
        except NoWorker:
            raise CommandError(
                f"{slug}: no mail leaves: is a worker running? {stands(board)}"
            ) from None
        except NotReady as missing:
            raise CommandError("\n".join(f"{slug}: {line}" for line in missing.args)) from None
        except (NotAnswering, Broken) as trouble:
            raise CommandError(f"{slug}: {trouble}. {stands(board)}") from None

    def _live(self, board: Board, wishes: Wishes, timekeeper: Timekeeper) -> None:
        """Nothing is moved, launched or added before all that could stand against it is asked."""
        book = book_of(board, seed=wishes.seed)
        caught = wishes.mail is not None
        if why := refusal(board, book, site=wishes.site, is_caught=caught, now=clock.now()):
            raise CommandError(f"{board.slug}: {why}")
        if board.launched_at is None and (missing := missing_from(board, now=clock.now())):
            raise NotReady(*map(str, missing))
        timekeeper.deliver()
        facilitator = signed_in(board, book, wishes.site)
        self._gather(board, book, wishes)
        people, letters = assembled(board, book, wishes), Letters(wishes.mail, board.title)
        letters.fetch()
        with interruptions() as is_stopped:
            self._let_live(
                Group(board, people, facilitator, book, letters, timekeeper, self._say, is_stopped),
                days=wishes.days,
            )
        self._compare(counted(people, book.staff, letters), facilitator.figures())
        self._say(f"{beside(people)}\n{stands(board)}")

    def _let_live(self, group: Group, *, days: int | None) -> None:
        board, begins = group.board, begins_at(group.board, clock.now())
        ends = ends_at(board, begins, days)
        group.timekeeper.reach(begins)
        group.facilitator.launch()
        self._say(f"{stands(board)} The group lives until {shown(ends, board)}.")
        if not group.live(begins=begins, ends=ends):
            raise CommandError(f"Stopped. {stands(board)} The same command goes on from there.")

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


def a_number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"{text} is no number of at least 1")
    return int(text)
