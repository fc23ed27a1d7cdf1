"""Write a board's script to standard output, or with its pictures and files to a zip."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from pydantic import ValidationError

from sessions.models import Board
from sessions.script.bundle import files_of, write_bundle
from sessions.script.describing import script_of
from sessions.script.writing import write_script


class Command(BaseCommand):
    help = "Write a board's script (YAML) to standard output, as import_script reads it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument(
            "--zip", metavar="PATH", help="write it there instead, with its pictures and files"
        )

    def handle(self, *, slug: str, zip: str | None, **options: Any) -> None:
        board = Board.objects.filter(slug=slug).first()
        if board is None:
            raise CommandError(f"{slug}: there is no board of this name.")
        try:
            script = script_of(board)
        except ValidationError:
            raise CommandError(
                f"{slug}: there is no script of it yet: the guide is not complete."
            ) from None
        if zip is None:
            self.stdout.write(write_script(script), ending="")
            return
        with Path(zip).open("wb") as out:
            write_bundle(write_script(script), files_of(board, script), out)
