"""Load the example boards, set the clock, and print who can be looked in as."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bulletin import clock
from moderation.examples.demo import LONDON, addresses, load_boards
from sessions.models import Board


class Command(BaseCommand):
    help = "Load the example boards into an empty demo and print one sign-in link per role."

    def handle(self, **options: Any) -> None:
        if settings.PROFILE not in {"demo", "test"}:
            raise CommandError("The example boards are loaded in a demo only.")
        if Board.objects.exists():
            raise CommandError("There are boards already: the example is for an empty demo.")
        clock.reset()
        demo = load_boards(today=clock.now().astimezone(LONDON).date())
        clock.move_to(demo.starts_at)
        printed = addresses(demo)
        width = max(len(who) for who, _address in printed)
        for who, address in printed:
            self.stdout.write(f"  {who:<{width}}  {address}")
        self.stdout.write(
            f"\nThe demo's clock stands at {demo.starts_at.astimezone(LONDON):%A %H:%M} in London."
            "\nTwo minutes later a stage opens, and its mail arrives."
        )
