"""The worker's part. Both may run twice, late or not at all: the database says what is owed."""

import uuid

from celery import shared_task

from bulletin import clock
from moderation.transcripts import actions


@shared_task(name="transcripts.build")
def build(*, transcript: str) -> bool:
    """Write one transcript's file. Returns whether this run did."""
    return actions.build(transcript=uuid.UUID(transcript), now=clock.now())


@shared_task(name="transcripts.sweep")
def sweep() -> int:
    """Take up what nobody builds and remove what has expired. Returns how many are to build."""
    return actions.sweep(now=clock.now())
