"""Carry out again what was erased, on data that was restored."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bulletin.privacy import restoring
from bulletin.privacy.reapplying import Reapplied, reapply


class Command(BaseCommand):
    help = "Erase again what the ledger says was erased. `restore` does it by itself."

    def handle(self, **options: Any) -> None:
        told = reapply()
        if wrong := list(_wrong(told)):
            raise CommandError(
                " ".join([*wrong, "Do not start the services before this command succeeds."])
            )
        restoring.end()
        self.stdout.write(f"Erasures on record: {told.lines}. Carried out again: {told.done}.")


def _wrong(told: Reapplied) -> Iterator[str]:
    if told.unknown:
        yield (
            f"The ledger holds what this version cannot erase: {', '.join(told.unknown)}."
            " Install the version that wrote it."
        )
    if told.failed:
        yield f"Not erased again, of {told.lines} on record: {', '.join(told.failed)}."
