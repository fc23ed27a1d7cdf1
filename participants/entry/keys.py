"""Under which key a browser keeps what one person types, and whose form it is."""

from django.http import QueryDict

from bulletin.text.tokens import digest_of
from participants.models import Participant

_LENGTH = 32


def device_key(participant: Participant) -> str:
    """The same on each of their devices, for good, and told nowhere else: neither their name nor
    their id, which is random and cannot be found from it."""
    return digest_of(f"device of {participant.pk}").hex()[:_LENGTH]


def is_for_another(posted: QueryDict, participant: Participant) -> bool:
    """Whether this form was made for somebody else, before the browser came in as this person.

    What was typed there would become theirs. A form that names nobody is taken.
    """
    whose = posted.get("whose")
    return whose is not None and whose != device_key(participant)
