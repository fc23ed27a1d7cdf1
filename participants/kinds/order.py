"""The order in which one person sees a version's options."""

from collections.abc import Sequence
from hashlib import sha256
from random import Random

from participants.models import Participant
from sessions.models import QuestionItem, QuestionVersion


def in_order_for(
    participant: Participant, version: QuestionVersion, items: Sequence[QuestionItem]
) -> list[QuestionItem]:
    """The items shuffled where the version says so: alike at every visit of the same person.

    A pinned item keeps its place.
    """
    if not version.settings.get("shuffle"):
        return list(items)
    seed = sha256(participant.pk.bytes + version.pk.bytes).digest()
    loose = [item for item in items if not item.pinned]
    Random(seed).shuffle(loose)  # noqa: S311 - an order, not a secret
    following = iter(loose)
    return [item if item.pinned else next(following) for item in items]
