"""Write the pages that the web server in front shows by itself."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.template.loader import get_template

PAGES = ("away", "too_large", "too_often")


class Command(BaseCommand):
    help = "Write the pages that the web server in front shows by itself into FOLDER."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for page in PAGES:
            html = get_template(f"errors/front/{page}.html").render()
            (folder / f"{page}.html").write_text(html, encoding="utf-8")
