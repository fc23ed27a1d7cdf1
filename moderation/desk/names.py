"""Under which names a staff member sees a board's participants (rule 9)."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef

from moderation.web import Desk
from participants.models import Consent, ConsentAnswer, Participant
from sessions.enums import Audience, ObserverSight

Naming = Callable[[Participant], str]


def naming_for(desk: Desk, people: Iterable[Participant]) -> Naming:
    """A function from a participant to the name this desk shows; for observers one query.

    Observers read pseudonyms, except of people who consented to being named to them.
    """
    named = _named_to_observers(people) if desk.member.is_observer else None

    def name_of(participant: Participant) -> str:
        participant.board = desk.board
        if named is not None and participant.pk not in named and participant.pseudonym:
            return participant.pseudonym
        return participant.name_for(Audience.STAFF)

    return name_of


def _named_to_observers(people: Iterable[Participant]) -> set[UUID]:
    """Those whose latest consent shows observers the names that staff see, and who did not
    decline its own statement on observers."""
    declined = ConsentAnswer.objects.filter(
        consent=OuterRef("pk"), statement__key="observers", agreed=False
    )
    consents = Consent.objects.filter(participant__in=people, given_at__isnull=False)
    latest = consents.order_by("participant", "-version__number").distinct("participant")
    sights = latest.annotate(kept_out=Exists(declined)).values_list(
        "participant", "version__observers", "kept_out"
    )
    return {person for person, sight, out in sights if sight == ObserverSight.NAME and not out}
