"""The pulse: something to take, for a worker that has taken nothing for a while."""

from celery import shared_task

PULSE = "worker.pulse"


@shared_task(name=PULSE)
def pulse() -> None:
    """To have been taken is all it is for."""
