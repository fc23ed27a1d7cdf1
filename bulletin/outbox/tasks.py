"""What the worker runs; beat asks for it every 30 seconds, and `nudge()` in between."""

from celery import shared_task

from bulletin import clock
from bulletin.outbox.actions import SWEEP
from bulletin.outbox.sweeping import sweep


@shared_task(name=SWEEP)
def sweep_outbox() -> int:
    """How many mails left; a second run finds nothing more to do."""
    return sweep(now=clock.now()).sent
