"""Write the JSON Schema of script files to standard output; docs/script-schema.json holds it."""

from typing import Any

from django.core.management.base import BaseCommand

from sessions.script.json_schema import published_schema


class Command(BaseCommand):
    help = "Write the JSON Schema of script files to standard output."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        self.stdout.write(published_schema(), ending="")
