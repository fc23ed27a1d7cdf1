"""What the board has kept of what somebody types."""

import time
from typing import Any

from participants.models import Draft, Participant


def expect_draft(person: Participant, words: str) -> None:
    """A draft of these words, and of nothing beside them."""
    _expect(participant=person, fields={"text": [words]})


def expect_words_of_draft(person: Participant, words: str) -> None:
    """A draft of these words, whatever stands beside them."""
    _expect(participant=person, fields__text=[words])


def _expect(*, tries: int = 150, **such: Any) -> None:
    """What a page sends, also as it goes away, may arrive a moment later."""
    for _ in range(tries):
        if Draft.objects.filter(**such).exists():
            return
        time.sleep(0.1)
    raise AssertionError([draft.fields for draft in Draft.objects.all()])
