"""Where a person stands with their board: what they have to settle before its pages open."""

from datetime import datetime
from enum import Enum

from django.db.models import Exists, OuterRef

from participants.gate import questions as gate
from participants.models import Consent, Participant
from sessions.models import ConsentVersion


class Standing(Enum):
    NOT_LAUNCHED = "the board has not begun"
    DEACTIVATED = "staff closed this place"
    WITHDRAWN = "the person withdrew"
    UNASKED = "the information now in force has not been answered"
    DECLINED = "the person declined it"
    TAKING_PART = "the person takes part"


# A place that is closed, or not there yet: no page of the board but the one that says so.
SHUT = frozenset({Standing.NOT_LAUNCHED, Standing.DEACTIVATED, Standing.WITHDRAWN})


def standing_of(
    participant: Participant, now: datetime, *, may_read: bool | None = None
) -> Standing:
    """The board must be loaded. No query for whoever takes part, where `may_read` is known.

    Who may read is the gate's to say, so that a page never opens on an empty board.
    """
    if participant.withdrawn_at:
        return Standing.WITHDRAWN
    if not participant.is_active:
        return Standing.DEACTIVATED
    if not participant.board.is_launched(now):
        return Standing.NOT_LAUNCHED
    if _may_read(participant, now) if may_read is None else may_read:
        return Standing.TAKING_PART
    return Standing.DECLINED if _has_declined(participant) else Standing.UNASKED


def _may_read(participant: Participant, now: datetime) -> bool:
    return Participant.objects.filter(
        gate.may_read(participant.pk, now), pk=participant.pk
    ).exists()


def version_to_ask(participant: Participant) -> ConsentVersion | None:
    """The newest published information; None where a board has published none yet."""
    return (
        ConsentVersion.objects.published()
        .filter(board=participant.board_id)
        .prefetch_related("statements")
        .order_by("-number")
        .first()
    )


def _has_declined(participant: Participant) -> bool:
    """Whether the person said no, and nothing material was published to ask them again."""
    asked_since = ConsentVersion.objects.asked_last().filter(
        board=participant.board_id, number__gt=OuterRef("version__number")
    )
    return Consent.objects.filter(
        ~Exists(asked_since), participant=participant, declined_at__isnull=False
    ).exists()
