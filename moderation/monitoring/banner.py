"""The red banner of the desk: what has stopped, for those who can do something about it."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from bulletin.health.standing import troubles
from moderation.monitoring.words import Words, words_for


@dataclass(frozen=True)
class Standing:
    """One trouble in words; so many people wait for a mail because of it, as far as is known."""

    words: Words
    people: int


def banner(*, now: datetime, zone: tzinfo) -> list[Standing]:
    """What stands at `now`, the gravest first; usually nothing."""
    return [
        Standing(words_for(trouble.alarm, trouble.since, zone), trouble.people)
        for trouble in troubles(now=now)
    ]
