"""A mail is in the hands of one worker at a time, for as long as its claim lasts.

Every step is one conditional UPDATE: whoever changed the row goes on, nobody else does.
"""

import os
import socket
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from bulletin.outbox.enums import Reason
from bulletin.outbox.models import Mail, Notice
from bulletin.outbox.models.mail import CLAIM_LASTS, MOST_ATTEMPTS

# After the first refusal for now, the second, and so on.
TRY_AGAIN_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=4),
)


def claim(mail_id: uuid.UUID, *, now: datetime) -> Mail | None:
    """The mail, one attempt older and in our hands; None where someone was quicker."""
    worker = f"{socket.gethostname()[:40]} {os.getpid()} {uuid.uuid4().hex}"
    claimed = (
        Mail.objects.waiting(now=now)
        .filter(pk=mail_id)
        .update(attempts=F("attempts") + 1, claimed_by=worker, claimed_until=Now() + CLAIM_LASTS)
    )
    return Mail.objects.get(pk=mail_id) if claimed else None


def hand_over(mail: Mail, address: str, *, now: datetime) -> bool:
    """It is on record that the server is about to be given this mail; False where our claim ran
    out meanwhile, and the mail must be left to whoever has it now."""
    when = {"handed_over_again_at" if mail.handed_over_at else "handed_over_at": now}
    mine = Mail.objects.unfinished().filter(
        pk=mail.pk, claimed_by=mail.claimed_by, claimed_until__gt=Now()
    )
    return bool(mine.update(address=address, **when))


@transaction.atomic
def record_accepted(mail: Mail, notices: Collection[Notice], *, now: datetime) -> None:
    """The server has the mail; the notices in its letter are sent, and their secrets are gone.

    One that was left out, held when the mail was handed over again, is owed as before and
    free for another mail.
    """
    _mine(mail).update(accepted_at=now, claimed_until=None, last_error="")
    carried = Notice.objects.filter(mail=mail)
    carried.filter(pk__in=[notice.pk for notice in notices]).mark_sent(now=now)
    carried.open().update(mail=None)


@transaction.atomic
def record_failed(mail: Mail, why: str, *, reason: Reason, now: datetime) -> None:
    """The mail is not tried again; what it carried is dropped with the reason."""
    _mine(mail).update(failed_at=now, claimed_until=None, last_error=why[:500])
    Notice.objects.filter(mail=mail).drop(reason, now=now)


def record_dropped(mail: Mail, *, now: datetime) -> None:
    """Nothing in the mail was wanted, or may go now."""
    _mine(mail).update(dropped_at=now, claimed_until=None)


def try_again_later(mail: Mail, why: str, *, now: datetime) -> None:
    """The mail is free again, and due after a delay that grows with its attempts."""
    delay = TRY_AGAIN_AFTER[min(mail.attempts, len(TRY_AGAIN_AFTER)) - 1]
    _mine(mail).update(due_at=now + delay, claimed_until=None, last_error=why[:500])


def put_back(mail: Mail, why: str = "", *, due_at: datetime | None = None) -> None:
    """The mail waits as if it had not been tried: the trouble was none of its own."""
    _mine(mail).update(
        attempts=F("attempts") - 1,
        due_at=due_at or F("due_at"),
        claimed_until=None,
        last_error=why[:500],
    )


def take_back(mail: Mail) -> None:
    """The server said that it did not take the mail: this handing over did not happen."""
    field = "handed_over_again_at" if mail.handed_over_at else "handed_over_at"
    _mine(mail).update(**{field: None})


def give_up(*, now: datetime) -> int:
    """Mails that are not to be tried again are failed, for staff to see; how many."""
    hopeless = list(Mail.objects.hopeless(now=now))
    for mail in hopeless:
        record_failed(mail, _last_words(mail), reason=Reason.NOT_DELIVERED, now=now)
    return len(hopeless)


def _last_words(mail: Mail) -> str:
    if mail.handed_over_again_at:
        return f"Handed over twice without an answer; it may have arrived. {mail.last_error}"
    return f"Given up after {MOST_ATTEMPTS} attempts. {mail.last_error}"


def _mine(mail: Mail) -> QuerySet[Mail]:
    return Mail.objects.unfinished().filter(pk=mail.pk, claimed_by=mail.claimed_by)
