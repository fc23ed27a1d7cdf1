"""Mails leave, one after the other over one connection; what becomes of each is on record."""

import logging
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from time import monotonic

from django.db.models import Exists, OuterRef

from bulletin.outbox import claiming
from bulletin.outbox.composing import LetterMessage, message_for
from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import kind_named, kinds
from bulletin.outbox.models import Mail, Notice
from bulletin.outbox.rechecking import still_wanted
from bulletin.outbox.server import MailServer, Refused, TryLater, Unanswered, Unavailable

logger = logging.getLogger(__name__)

# A slow server must not keep the next sweep's codes waiting behind a long queue.
ENOUGH_FOR_ONE_SWEEP = timedelta(seconds=60)


def send_waiting(*, now: datetime) -> int:
    """Every waiting mail was tried once, as far as the time of one sweep goes; how many left.

    Where the mail server cannot be reached, all stay as they are and no attempt is counted.
    """
    claiming.give_up(now=now)
    waiting = _most_urgent_first(now)
    if not waiting:
        return 0
    started, sent = monotonic(), 0
    try:
        with MailServer() as server:
            for mail_id in waiting:
                sent += _send(mail_id, server, now)
                if monotonic() - started > ENOUGH_FOR_ONE_SWEEP.total_seconds():
                    break
    except Unavailable as trouble:
        logger.warning("The mail server cannot be used; mails wait for it: %s", trouble)
    return sent


def _most_urgent_first(now: datetime) -> list[uuid.UUID]:
    """What was just asked for goes before what is owed to everybody."""
    urgent = Notice.objects.filter(
        mail=OuterRef("pk"), kind__in=[kind.name for kind in kinds() if not kind.quiet]
    )
    waiting = Mail.objects.waiting(now=now).annotate(is_urgent=Exists(urgent))
    ordered = waiting.order_by("-is_urgent", "due_at", "created_at")
    return [mail_id for mail_id, _urgent in ordered.values_list("pk", "is_urgent")]


def _send(mail_id: uuid.UUID, server: MailServer, now: datetime) -> bool:
    """Whether this mail left. Raises Unavailable where no mail can."""
    mail = claiming.claim(mail_id, now=now)
    if mail is None:
        return False
    try:
        server.ready()
    except Unavailable as trouble:
        claiming.put_back(mail, str(trouble))
        raise
    try:
        notices = still_wanted(mail, now=now)
        message = _message(mail, notices, now) if notices else None
    except Exception as error:
        logger.exception("Mail %s could not be written.", mail.pk)
        claiming.try_again_later(mail, f"It could not be written: {type(error).__name__}", now=now)
        return False
    return message is not None and _deliver(mail, notices, message, server, now)


def _message(mail: Mail, notices: Sequence[Notice], now: datetime) -> LetterMessage:
    correspondence = kind_named(notices[0].kind).correspondence
    return message_for(mail, correspondence.compose(mail, notices, now=now), now=now)


def _deliver(
    mail: Mail,
    notices: Sequence[Notice],
    message: LetterMessage,
    server: MailServer,
    now: datetime,
) -> bool:
    """Whether the server has taken this message, which carries these notices."""
    address = message.to[0]
    if not claiming.hand_over(mail, address, now=now):
        return False
    if mail.handed_over_at:
        logger.warning("Mail %s may have left before; it is sent once more, the same.", mail.pk)
    try:
        server.send(message)
    except Unanswered as silence:
        # The claim stays: once it has run out, the mail is sent once more.
        logger.warning("Mail %s was handed over without an answer: %s", mail.pk, silence)
        return False
    except (Unavailable, TryLater, Refused) as answer:
        claiming.take_back(mail)
        _not_taken(mail, address, answer, now)
        return False
    claiming.record_accepted(mail, notices, now=now)
    return True


def _not_taken(
    mail: Mail, address: str, answer: Unavailable | TryLater | Refused, now: datetime
) -> None:
    match answer:
        case Unavailable():
            claiming.put_back(mail, str(answer))
            raise answer
        case TryLater():
            claiming.try_again_later(mail, str(answer), now=now)
        case Refused(bad_address=False):
            claiming.record_failed(mail, str(answer), reason=Reason.NOT_DELIVERED, now=now)
        case Refused():
            _address_refused(mail, address, now)
            claiming.record_failed(mail, str(answer), reason=Reason.BAD_ADDRESS, now=now)


def _address_refused(mail: Mail, address: str, now: datetime) -> None:
    for kind in Notice.objects.filter(mail=mail).values_list("kind", flat=True).distinct():
        kind_named(kind).correspondence.address_refused(mail.recipient, address, now=now)
