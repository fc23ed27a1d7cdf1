"""Participants from a spreadsheet."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bulletin import clock
from participants.roster import RosterErrors, import_roster
from sessions.models import Board


class Command(BaseCommand):
    help = "Bring the people of a CSV file onto a board; again, to update them and add others."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("file", metavar="FILE.csv")

    def handle(self, *, slug: str, file: str, **options: Any) -> None:
        board = Board.objects.filter(slug=slug).first()
        if board is None:
            raise CommandError(f"{slug}: there is no board of this name.")
        try:
            result = import_roster(board=board, data=Path(file).read_bytes(), now=clock.now())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror or error}") from error
        except RosterErrors as errors:
            self.stderr.write("\n".join(errors.lines(file)))
            raise SystemExit(1) from None
        self.stdout.write(
            f"{result.added} added, {result.updated} updated, {result.unchanged} unchanged."
        )
