"""Under which key a browser keeps what one person types, and whose form it is."""

from django.http import QueryDict
from django.utils.crypto import constant_time_compare, salted_hmac

from participants.models import Participant

_LENGTH = 32


def device_key(participant: Participant) -> str:
    """The same on each of their devices, and told nowhere else: neither their name nor their id."""
    digest = salted_hmac("participants.device_key", str(participant.pk), algorithm="sha256")
    return digest.hexdigest()[:_LENGTH]


def is_for_another(posted: QueryDict, participant: Participant) -> bool:
    """Whether this form was made for somebody else, before the browser came in as this person.

    What was typed there would become theirs. A form that names nobody is taken.
    """
    whose = posted.get("whose")
    return whose is not None and not constant_time_compare(whose, device_key(participant))
