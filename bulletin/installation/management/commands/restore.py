"""Make this installation what it was when a backup was written."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bulletin.installation.backup import BackupError, read_backup


class Command(BaseCommand):
    help = "Replace the database and media by what a backup holds."
    requires_system_checks = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *, path: Path, **options: Any) -> None:
        try:
            read_backup(path.absolute())
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored from {path}. Run `manage.py migrate` if this is a newer version."
        )
