"""A person's place on a board is closed for a while, and opened again."""

from datetime import datetime

from django.db import transaction

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from participants.models import Participant


@transaction.atomic
def deactivate(*, participant: Participant, by: User, now: datetime, reason: str = "") -> bool:
    """They get in and get mail no more; what they wrote stays. False where it is so already."""
    closed = Participant.objects.filter(pk=participant.pk, deactivated_at=None).update(
        deactivated_at=now, deactivated_by=by, deactivated_why=reason
    )
    return _record(closed, "person_deactivated", participant, by, now)


@transaction.atomic
def reactivate(*, participant: Participant, by: User, now: datetime) -> bool:
    """They take part again, with all they had before. False where their place was open."""
    opened = Participant.objects.filter(pk=participant.pk, deactivated_at__isnull=False).update(
        deactivated_at=None, deactivated_by=None, deactivated_why=""
    )
    return _record(opened, "person_reactivated", participant, by, now)


def _record(changed: int, action: str, participant: Participant, by: User, now: datetime) -> bool:
    if changed:
        Entry.objects.record(
            action, now=now, actor=by.pk, board=participant.board_id, subject=participant
        )
    return bool(changed)
