"""Somebody knows how a board works, and need not be told again."""

from datetime import datetime

from participants.models import Participant


def note_knows_how(*, participant: Participant, now: datetime) -> None:
    """What is said once to whoever comes is put away; a second call keeps the first time."""
    Participant.objects.filter(pk=participant.pk, knows_how_at=None).update(knows_how_at=now)
