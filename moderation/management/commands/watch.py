"""Look every half minute whether mail goes out, and tell people where it does not."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from bulletin import clock
from bulletin.health.impatience import use_an_impatient_connection
from bulletin.services.console import Stopped, Stopping
from moderation.monitoring.watching import look

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Watch whether mail goes out, and tell facilitators by mail when it stops and goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every", type=float, default=30, metavar="SECONDS", help="between two looks"
        )
        parser.add_argument(
            "--patience",
            type=float,
            default=120,
            metavar="SECONDS",
            help="before the first look: what has just been started is given time to begin",
        )

    def handle(self, *, every: float, patience: float, **options: Any) -> None:
        """Until it is asked to stop. A database that is away is trouble for the next look."""
        stopping = Stopping()
        use_an_impatient_connection()
        log.info("Watching whether mail goes out.")
        try:
            stopping.pause(patience)
            while True:
                _look()
                stopping.pause(every)
        except Stopped:
            log.info("Watching no more.")


def _look() -> None:
    """A connection for each look: one that broke meanwhile is not met again."""
    try:
        if sent := look(now=clock.now()):
            log.info("Told %s people how mail stands.", sent)
    except Exception:
        log.exception("How mail stands cannot be seen.")
    finally:
        connection.close()
