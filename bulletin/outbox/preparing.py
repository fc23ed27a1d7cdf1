"""A batch of claimed mails is looked at once more, and what its letters need is read, at once."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction

from bulletin.outbox import claiming
from bulletin.outbox.kinds import Correspondence, Parcel, Writer, kind_named
from bulletin.outbox.letters import Letter
from bulletin.outbox.models import Mail
from bulletin.outbox.rechecking import still_wanted

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """A parcel whose letter can be written without asking the database."""

    parcel: Parcel
    writer: Writer

    def letter(self) -> Letter:
        return self.writer(self.parcel)


def prepare(mails: Sequence[Mail], *, now: datetime) -> list[Ready]:
    """Those of the mails in our hands that are to be sent now, in their order.

    Where one of them cannot be looked at, halving the batch finds it: the others go on.
    """
    try:
        with transaction.atomic():
            return _with_writers(still_wanted(mails, now=now), now)
    except SoftTimeLimitExceeded:
        raise
    except Exception as error:
        if len(mails) == 1:
            put_off(mails[0], error, now=now)
            return []
    middle = len(mails) // 2
    return prepare(mails[:middle], now=now) + prepare(mails[middle:], now=now)


def put_off(mail: Mail, error: Exception, *, now: datetime) -> None:
    """The mail is tried again later: a mistake of ours keeps it from being written."""
    logger.error("Mail %s could not be written.", mail.pk, exc_info=error)
    claiming.try_again_later(mail, f"It could not be written: {type(error).__name__}", now=now)


def _with_writers(parcels: Sequence[Parcel], now: datetime) -> list[Ready]:
    alike: dict[Correspondence, list[Parcel]] = defaultdict(list)
    for parcel in parcels:
        alike[correspondence_of(parcel)].append(parcel)
    writers = {sort: sort.writer(group, now=now) for sort, group in alike.items()}
    return [Ready(parcel, writers[correspondence_of(parcel)]) for parcel in parcels]


def correspondence_of(parcel: Parcel) -> Correspondence:
    """Notices that share a mail share their sort of letter."""
    return kind_named(parcel.notices[0].kind).correspondence
