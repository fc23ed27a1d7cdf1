"""Mails leave, one after the other over one connection; what becomes of each is on record."""

import logging
import uuid
from collections import deque
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from time import monotonic

from celery.exceptions import SoftTimeLimitExceeded

from bulletin.outbox import claiming, silence
from bulletin.outbox.composing import Message, NotAnAddress, message_for
from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import Parcel
from bulletin.outbox.ledger import Ledger
from bulletin.outbox.letters import Letter
from bulletin.outbox.models import Mail
from bulletin.outbox.models.mail import MailQuerySet
from bulletin.outbox.preparing import Ready, correspondence_of, prepare, put_off
from bulletin.outbox.running import Running
from bulletin.outbox.server import (
    Broken,
    MailServer,
    Refused,
    TryLater,
    Unanswered,
    Unavailable,
    in_codes,
)

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 100
# So long after the last look at it a mail may leave; then the rest of its batch is looked at anew,
# behind what was asked for meanwhile.
FRESH_FOR = timedelta(seconds=5)
# Then another sweep plans and sends, by a later `now`.
ENOUGH_FOR_ONE_SWEEP = timedelta(seconds=10)
# One connection that breaks may be a mail's doing; more in a row are the server's.
MOST_BROKEN_IN_A_ROW = 2


def send_waiting(*, now: datetime) -> int:
    """Every waiting mail was tried once, as far as the time of one sweep goes; how many left.

    Where the mail server cannot be used, all stay as they are and no attempt is counted.
    """
    claiming.give_up(now=now)
    waiting = Mail.objects.waiting(now=now)
    return _send(waiting.filter(urgent=True) if silence.is_to_be_respected() else waiting, now)


def send(mail_ids: Collection[uuid.UUID], *, now: datetime) -> int:
    """Each of these that waits was tried once, without a sweep; how many left."""
    return _send(Mail.objects.waiting(now=now).filter(pk__in=mail_ids), now)


def _send(waiting: MailQuerySet, now: datetime) -> int:
    if not waiting.exists():
        return 0
    turn = _Turn(waiting, now)
    try:
        turn.take()
    except Unavailable as trouble:
        logger.warning("The mail server cannot be used; mails wait for it: %s", in_codes(trouble))
    return turn.sent


def _next_size(at_most: int, number: int, left: int) -> int:
    """How many to prepare: where that or sending is slow, as many as leave while fresh."""
    if left == number:
        return number // 2
    return min(MOST_AT_ONCE, 2 * (number - left if left else at_most))


class _Turn:
    """One sweep's turn at the mail server: `sent` mails left in it."""

    def __init__(self, waiting: MailQuerySet, now: datetime) -> None:
        self.sent = 0
        self._waiting = waiting
        self._time = Running(now)
        self._ends = monotonic() + ENOUGH_FOR_ONE_SWEEP.total_seconds()
        self._broken_in_a_row = 0

    def take(self) -> None:
        """Batch after batch leaves, the most urgent first. Raises Unavailable where none can."""
        at_most = MOST_AT_ONCE
        with MailServer() as server:
            while mails := claiming.claim(self._waiting, at_most=at_most):
                fresh_until = monotonic() + FRESH_FOR.total_seconds()
                ready = self._prepared(mails)
                left = self._send(ready, server, fresh_until)
                if monotonic() > self._ends and left < len(mails):
                    return
                at_most = _next_size(at_most, len(mails), left)

    def _prepared(self, mails: Sequence[Mail]) -> list[Ready]:
        """Those to be sent now. Whatever ends this, all of them wait as before."""
        try:
            return prepare(mails, now=self._time.now())
        except Exception:
            claiming.put_back(mails)
            raise

    def _send(self, batch: Sequence[Ready], server: MailServer, fresh_until: float) -> int:
        """How many are left: those for which the time did not suffice wait untouched.

        One alone is tried however long it took to prepare, or it would never leave.
        """
        waiting, ledger = deque(batch), Ledger()
        try:
            if len(batch) == 1 or monotonic() <= fresh_until:
                self._send_while_fresh(waiting, server, ledger, fresh_until)
        finally:
            try:
                ledger.settle()
            finally:
                claiming.put_back([ready.parcel.mail for ready in waiting])
        return len(waiting)

    def _send_while_fresh(
        self, waiting: deque[Ready], server: MailServer, ledger: Ledger, fresh_until: float
    ) -> None:
        while waiting:
            self._send_one(waiting.popleft(), server, ledger)
            if monotonic() > min(fresh_until, self._ends):
                return

    def _send_one(self, ready: Ready, server: MailServer, ledger: Ledger) -> None:
        parcel = ready.parcel
        try:
            letter = ready.letter()
            message = message_for(parcel.mail, letter, now=self._time.now())
        except NotAnAddress as answer:
            self._not_taken(parcel, letter.to, Refused(str(answer), bad_address=True))
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:
            put_off(parcel.mail, error, now=self._time.now())
        else:
            if ledger.hand_over(parcel, letter, now=self._time.now()):
                self._deliver(parcel, letter, message, server, ledger)

    def _deliver(
        self, parcel: Parcel, letter: Letter, message: Message, server: MailServer, ledger: Ledger
    ) -> None:
        mail = parcel.mail
        if mail.handed_over_at:
            logger.warning("Mail %s may have left before; it is sent once more, the same.", mail.pk)
        try:
            server.send(message)
        except Unanswered as trouble:
            claiming.leave_in_doubt(mail, str(trouble))
            why = in_codes(trouble)
            logger.warning("Mail %s was handed over without an answer: %s", mail.pk, why)
            self._bear_with(trouble)
        except (Unavailable, TryLater, Refused) as answer:
            claiming.take_back(mail, was_tried=not isinstance(answer, Unavailable))
            self._not_taken(parcel, letter.to, answer)
        else:
            ledger.taken(parcel, now=self._time.now())
            self.sent += 1
            self._broken_in_a_row = 0

    def _not_taken(
        self, parcel: Parcel, address: str, answer: Unavailable | TryLater | Refused
    ) -> None:
        mail, now = parcel.mail, self._time.now()
        match answer:
            case Unavailable():
                # Behind all that were due before: if it was this mail, it stands in nobody's way.
                claiming.put_back([mail], due_at=now)
                raise answer
            case TryLater():
                claiming.try_again_later(mail, str(answer), now=now)
            case Refused(bad_address=False):
                claiming.record_failed(mail, str(answer), reason=Reason.NOT_DELIVERED, now=now)
            case Refused():
                correspondence_of(parcel).address_refused(mail.recipient, address, now=now)
                claiming.record_failed(mail, str(answer), reason=Reason.BAD_ADDRESS, now=now)
        self._bear_with(answer)

    def _bear_with(self, answer: Exception) -> None:
        """Raises Unavailable where connections have broken on several mails in a row."""
        broken = isinstance(answer, Unanswered | Broken)
        self._broken_in_a_row = self._broken_in_a_row + 1 if broken else 0
        if self._broken_in_a_row >= MOST_BROKEN_IN_A_ROW:
            raise Unavailable(str(answer))
