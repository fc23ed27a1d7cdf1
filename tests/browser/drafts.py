"""What the board has kept of what somebody types."""

import time

from participants.models import Draft, Participant


def expect_draft(person: Participant, words: str, *, tries: int = 150) -> None:
    """What a page sends, also as it goes away, may arrive a moment later."""
    for _ in range(tries):
        if Draft.objects.filter(participant=person, fields={"text": [words]}).exists():
            return
        time.sleep(0.1)
    raise AssertionError([draft.fields for draft in Draft.objects.all()])
