"""What other parts call: to owe someone what they have just asked for, and to hurry the sweep."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from bulletin.celery import app
from bulletin.outbox.enums import Wait
from bulletin.outbox.kinds import kind_named
from bulletin.outbox.models import Notice

SWEEP = "outbox.sweep"
# By then the beat has asked for a sweep itself: what piles up in an outage or a rush runs once.
_A_NUDGE_LASTS_SECONDS = 25


@transaction.atomic
def owe(
    *,
    kind: str,
    recipient: uuid.UUID,
    subject: uuid.UUID,
    now: datetime,
    board: uuid.UUID | None = None,
    secret: str = "",
) -> Notice:
    """A notice is due at once, beside those of the same kind and subject owed before.

    `recipient` is a participant's or user's id, `subject` what it is about; `secret`, a code,
    is kept only until it is sent. Each call owes one more mail: the caller limits how often
    someone may ask. Raises KeyError for an unknown kind, IntegrityError where the same was
    owed at the same instant.
    """
    lasts = kind_named(kind).lasts
    same = Notice.objects.filter(recipient=recipient, kind=kind, subject=subject)
    latest = same.aggregate(nth=Max("nth", default=0))["nth"]
    notice = Notice.objects.create(
        kind=kind,
        board=board,
        recipient=recipient,
        subject=subject,
        nth=latest + 1,
        planned_at=now,
        due_at=now,
        expires_at=now + lasts if lasts else None,
        secret=secret,
    )
    nudge()
    return notice


def look_again(*, recipient: uuid.UUID, why: Wait, now: datetime) -> None:
    """What waited for this recipient for this reason is due, and asked anew whether it must wait.

    To be called where the reason has changed: a held notice is otherwise looked at when the
    end comes that was known as it was held.
    """
    waiting = Notice.objects.open().filter(recipient=recipient, held_why=why, due_at__gt=now)
    waiting.update(due_at=now)
    nudge()


def nudge() -> None:
    """Have a sweep run as soon as the present transaction is committed.

    It only saves the wait for the next beat, so a broker that is down harms nobody.
    """
    transaction.on_commit(_ask_for_a_sweep, robust=True)


def _ask_for_a_sweep() -> None:
    app.send_task(SWEEP, expires=_A_NUDGE_LASTS_SECONDS)
