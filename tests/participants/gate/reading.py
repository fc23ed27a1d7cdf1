"""What one participant reads, in a test's words."""

from datetime import datetime

from participants.models import Participant, Reply
from tests.factories import NOW


def reads(reader: Participant, now: datetime = NOW) -> set[Reply]:
    """Everything on the board that this participant may read, in whatever state they are now."""
    fresh = Participant.objects.get(pk=reader.pk)
    return set(Reply.objects.visible_to(fresh, now=now))
