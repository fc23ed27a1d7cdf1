"""Make this installation what it was when a backup was written, but for whom was erased since."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bulletin.installation.backup import BackupError, read_backup
from bulletin.privacy import restoring


class Command(BaseCommand):
    help = "Replace the database and media by what a backup holds; whom was erased stays so."
    requires_system_checks = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *, path: Path, **options: Any) -> None:
        began = restoring.begin()
        try:
            read_backup(path.absolute())
        except BackupError as error:
            if began:
                restoring.end()
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"{error} Nobody can read here until a restore is through."
            ) from error
        self.stdout.write(f"Restored from {path}.")
        if _is_of_an_older_version():
            call_command("migrate", interactive=False, verbosity=0)
            self.stdout.write("Its tables are brought up to this version.")
        call_command("reapply_erasures", stdout=self.stdout)


def _is_of_an_older_version() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
