"""Carry out again what was erased, on data that was restored."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bulletin.privacy import restoring
from bulletin.privacy.reapplying import reapply


class Command(BaseCommand):
    help = "Erase again what the ledger says was erased. `restore` does it by itself."

    def handle(self, **options: Any) -> None:
        told = reapply()
        if told.unknown:
            raise CommandError(
                f"The ledger holds what this version cannot erase: {', '.join(told.unknown)}."
                " Install the version that wrote it."
            )
        restoring.end()
        self.stdout.write(f"Erasures on record: {told.lines}. Carried out again: {told.done}.")
