"""The way back from the days to come in which simulate leaves the clock."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bulletin import clock


class Command(BaseCommand):
    help = (
        "The clock shows what it would without simulate, for every board here. "
        "What was done in the days to come keeps its dates."
    )

    def handle(self, **options: Any) -> None:
        if not clock.has_leapt():
            raise CommandError("simulate has not moved the clock.")
        clock.leap_back()
        self.stdout.write(f"The clock stands at {clock.now():%a %d %b %Y, %H:%M} UTC again.")
