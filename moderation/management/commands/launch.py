"""Launch a board: pre-flight, then whoever is on the roster with an address is invited."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bulletin import clock
from moderation.desk.reach import Reach
from moderation.launching.checks import ALL
from sessions.actions.launching import NotReady, launch_board
from sessions.models import Board


class Command(BaseCommand):
    help = "Pre-flight, then launch: whoever is on the roster with an address is then invited."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")

    def handle(self, *, slug: str, **options: Any) -> None:
        board = Board.objects.filter(slug=slug).first()
        if board is None:
            raise CommandError(f"{slug}: there is no board of this name.")
        try:
            launched = launch_board(board=board, by=None, now=clock.now(), checks=ALL)
        except NotReady as not_ready:
            self.stderr.write("\n".join(f"{slug}: {item}" for item in not_ready.missing))
            raise SystemExit(1) from None
        if launched:
            self.stdout.write(f"{slug}: launched; invited by e-mail: {Reach(board).everyone()}")
        else:
            self.stdout.write(f"{slug}: was launched before")
