"""Several people are held at once."""

from collections.abc import Iterable
from uuid import UUID

from participants.models import Participant


def hold_people(people: Iterable[UUID]) -> None:
    """They are held until the transaction ends, one by one in the same order for whoever asks.

    Their board should be held before, as everybody does who holds more than one of them.
    """
    held = Participant.objects.select_for_update(of=("self",), no_key=True)
    list(held.filter(pk__in=list(people)).order_by("pk").values_list("pk"))
