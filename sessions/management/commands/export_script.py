"""Write a board's script to standard output."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sessions.models import Board
from sessions.script.describing import script_of
from sessions.script.writing import write_script


class Command(BaseCommand):
    help = "Write a board's script (YAML) to standard output, as import_script reads it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")

    def handle(self, *, slug: str, **options: Any) -> None:
        board = Board.objects.filter(slug=slug).first()
        if board is None:
            raise CommandError(f"{slug}: there is no board of this name.")
        self.stdout.write(write_script(script_of(board)), ending="")
