"""Thank-yous are ticked as sent, and decided against the count."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from participants.models import Participant, Thanks


@transaction.atomic
def tick_as_sent(*, people: Collection[Participant], by: User, now: datetime) -> int:
    """To each of these it was sent; to how many of them it had not been before."""
    ticked = 0
    for person in sorted(people, key=lambda each: each.pk):
        thanks = _held(person)
        if thanks.sent_at is None:
            thanks.sent_at, thanks.sent_by = now, by
            thanks.save()
            _record("thanks_sent", person, by, now)
            ticked += 1
    return ticked


@transaction.atomic
def untick(*, participant: Participant, by: User, now: datetime) -> bool:
    """It was not sent after all. False where it was not ticked."""
    thanks = _held(participant)
    if thanks.sent_at is None:
        return False
    thanks.sent_at = thanks.sent_by = None
    thanks.save()
    _record("thanks_not_sent", participant, by, now)
    return True


@transaction.atomic
def decide(
    *, participant: Participant, shares: int | None, reason: str, by: User, now: datetime
) -> bool:
    """They are owed so often from now on, whatever the count says; None leaves it to the count.

    False, and nothing changes, where that holds already.
    """
    thanks = _held(participant)
    if (thanks.shares, thanks.reason) == (shares, reason):
        return False
    thanks.shares, thanks.reason = shares, reason
    decided = shares is not None
    thanks.decided_at, thanks.decided_by = (now, by) if decided else (None, None)
    thanks.save()
    _record("thanks_decided", participant, by, now, shares=shares)
    return True


def _held(person: Participant) -> Thanks:
    """Their row, until the transaction ends."""
    Thanks.objects.get_or_create(participant=person)
    return Thanks.objects.select_for_update().get(participant=person)


def _record(
    action: str, person: Participant, by: User, now: datetime, **details: int | None
) -> None:
    Entry.objects.record(
        action, now=now, actor=by.pk, board=person.board_id, subject=person, **details
    )
