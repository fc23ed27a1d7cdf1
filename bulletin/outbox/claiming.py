"""Mails are in the hands of one worker at a time, for as long as its claim lasts.

Every step is one conditional UPDATE: whoever changed the row goes on, nobody else does.
An attempt is counted where a mail is handed over or cannot be written, never by claiming it:
a worker that dies says nothing about the hundred mails in its hands (docs/adr/0014).
"""

import logging
import os
import random
import socket
import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from operator import attrgetter

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from bulletin.outbox.enums import Reason
from bulletin.outbox.models import Mail, Notice
from bulletin.outbox.models.mail import (
    CLAIM_LASTS,
    IS_HOPELESS,
    MOST_ATTEMPTS,
    MailQuerySet,
)
from bulletin.privacy import restoring

logger = logging.getLogger(__name__)

# After the first refusal for now, the second, and so on.
TRY_AGAIN_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=4),
)
# At most so much of the delay is added by chance: what was refused together does not come back
# together.
SCATTER = 0.25


@transaction.atomic
def claim(waiting: MailQuerySet, *, at_most: int) -> list[Mail]:
    """The most urgent of these waiting mails, now in our hands, in order.

    Two workers at once get different ones: a row that another is about to claim is passed over.
    None while a backup is restored: whom they go to may have been erased since it was made.
    """
    if restoring.is_on():
        return []
    hopeful = waiting.exclude(IS_HOPELESS)
    chosen = hopeful.most_urgent_first().select_for_update(skip_locked=True)
    ids = [mail.pk for mail in _safe_together(list(chosen[:at_most]))]
    mine = f"{socket.gethostname()[:40]} {os.getpid()} {uuid.uuid4().hex}"
    hopeful.filter(pk__in=ids).update(claimed_by=mine, claimed_until=Now() + CLAIM_LASTS)
    mails = Mail.objects.filter(claimed_by=mine).in_bulk(ids)
    return [mails[pk] for pk in ids if pk in mails]


def _safe_together(mails: Sequence[Mail]) -> Sequence[Mail]:
    """Those of the mails, the most urgent first, that may be in one worker's hands.

    From a claim that ran out a worker did not come back, and one of its mails may be why.
    So they go behind the others, by halves, those first that were claimed longest ago: in a few
    steps a mail that kills its worker goes alone and last. It is not given up for that: staff
    are told that it waits.
    """
    fresh = [mail for mail in mails if mail.claimed_until is None]
    if not mails or (fresh and fresh[0].urgent == mails[0].urgent):
        return fresh
    lost = [mail for mail in mails if mail.claimed_until and mail.urgent == mails[0].urgent]
    longest_ago = min(lost, key=attrgetter("claimed_until")).claimed_by
    together = [mail for mail in lost if mail.claimed_by == longest_ago]
    half = together[: (len(together) + 1) // 2]
    logger.warning("The claim on %d mails ran out; %d of them go now.", len(together), len(half))
    return half


@transaction.atomic
def record_failed(mail: Mail, why: str, *, reason: Reason, now: datetime) -> None:
    """The mail is not tried again; what it carried is dropped with the reason."""
    _mine([mail]).update(failed_at=now, claimed_until=None, last_error=why[:500])
    Notice.objects.filter(mail=mail).drop(reason, now=now)


@transaction.atomic
def record_dropped(mails: Collection[Mail], *, now: datetime) -> None:
    """Nothing in these mails was wanted, or may go now; what is owed still is free for another."""
    _mine(mails).update(dropped_at=now, claimed_until=None)
    Notice.objects.filter(mail__in=mails).open().update(mail=None)


def try_again_later(mail: Mail, why: str, *, now: datetime) -> None:
    """The mail is free again, one attempt older than when it was claimed, and due after a delay
    that grows with its attempts."""
    delay = TRY_AGAIN_AFTER[min(mail.attempts, len(TRY_AGAIN_AFTER) - 1)]
    delay *= 1 + SCATTER * random.random()  # noqa: S311 - no secret hangs on it
    _mine([mail]).update(
        attempts=mail.attempts + 1,
        due_at=now + delay,
        claimed_until=None,
        last_error=why[:500],
    )


def put_back(mails: Collection[Mail], *, due_at: datetime | None = None) -> None:
    """The mails are free again, and wait as before."""
    if mails:
        _mine(mails).update(due_at=due_at or F("due_at"), claimed_until=None)


def take_back(mail: Mail, *, was_tried: bool) -> None:
    """The server said that it did not take the mail: this handing over did not happen.

    Where the trouble was none of the mail's own it was no attempt either.
    """
    field = "handed_over_again_at" if mail.handed_over_at else "handed_over_at"
    attempts = mail.attempts + 1 if was_tried else mail.attempts
    _mine([mail]).update(attempts=attempts, **{field: None})


def leave_in_doubt(mail: Mail, why: str) -> None:
    """The server kept silent. The claim stays: once it has run out, the mail is sent once more."""
    _mine([mail]).update(last_error=why[:500])


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


def _mine(mails: Collection[Mail]) -> QuerySet[Mail]:
    """Those of one claim that it still holds; whoever claimed one since has it."""
    return Mail.objects.unfinished().filter(
        pk__in=[mail.pk for mail in mails], claimed_by__in={mail.claimed_by for mail in mails}
    )
