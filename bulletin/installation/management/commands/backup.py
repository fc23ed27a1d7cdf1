"""Write everything, database and media, into one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bulletin import clock
from bulletin.installation.backup import BackupError, write_backup


class Command(BaseCommand):
    help = "Write everything, database and media, into one file that only you can read."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *, path: Path, **options: Any) -> None:
        try:
            write_backup(path.absolute(), now=clock.now())
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{path}: {path.stat().st_size:,} bytes.")
