"""The worker's part: what is stored and belongs to nothing goes. A second run finds no more."""

from celery import shared_task

from bulletin import clock
from bulletin.media.sweeping import sweep_storage
from participants.actions.uploading import remove_forgotten
from sessions.studio.actions.files import remove_unused


@shared_task(name="files.sweep")
def sweep_files() -> int:
    """How many went."""
    now = clock.now()
    gone = remove_forgotten(now=now) + remove_unused(now=now)
    return gone + sweep_storage(now=now - clock.offset())
