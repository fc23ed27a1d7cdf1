"""What became of the last test message, as far as it says anything of the mail that will leave."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from bulletin.outbox.models import Notice
from bulletin.text.moments import day_and_time
from moderation.models import MailTrial
from sessions.models import Board

PROVES_FOR = timedelta(days=14)


class Outcome(Enum):
    NEVER = "never tried"
    WAITS = "on its way"
    TAKEN = "taken by the mail server"
    REFUSED = "not taken"
    STALE = "taken too long ago, or by another server"


@dataclass(frozen=True)
class Trial:
    outcome: Outcome
    sentence: str


def mail_host() -> str:
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"


def mail_sender() -> str:
    return settings.DEFAULT_FROM_EMAIL


def trial_of(board: Board, *, now: datetime) -> Trial:
    """The last test message of this board, in words: three queries at most."""
    trial = board.mail_trials.select_related("asked_by").first()
    if trial is None:
        return Trial(Outcome.NEVER, _("No test message has been sent yet."))
    if trial.trouble:
        return Trial(Outcome.REFUSED, trial.trouble)
    sent = Notice.objects.filter(pk=trial.notice) if trial.notice else Notice.objects.none()
    notice = sent.select_related("mail").first()
    if notice is None:
        return Trial(Outcome.NEVER, _("No test message has been sent yet."))
    return _sent(board, trial, notice, now) if notice.sent_at else _not_sent(notice)


def _sent(board: Board, trial: MailTrial, notice: Notice, now: datetime) -> Trial:
    assert notice.sent_at is not None
    if (trial.host, trial.sender) != (mail_host(), mail_sender()):
        words = _("The mail settings have changed since the last test message.")
        return Trial(Outcome.STALE, words)
    if notice.sent_at + PROVES_FOR <= now:
        words = _("The last test message is more than %(days)d days old.")
        return Trial(Outcome.STALE, words % {"days": PROVES_FOR.days})
    if notice.mail and notice.mail.bounced_at:
        return Trial(Outcome.REFUSED, _("The test message came back."))
    names = board.staff.filter(user=trial.asked_by).values_list("display_name", flat=True)
    words = _("The mail server took the test message to %(name)s: %(when)s.") % {
        "name": names.first() or trial.asked_by.name or _("somebody of this installation"),
        "when": day_and_time(notice.sent_at, timezone.get_current_timezone()),
    }
    return Trial(Outcome.TAKEN, words)


def _not_sent(notice: Notice) -> Trial:
    """What the server said stands in the mail's own record."""
    said = " ".join(notice.mail.last_error.split()) if notice.mail else ""
    if notice.mail and notice.mail.failed_at:
        words = _("The mail server refused the test message: %(said)s") % {"said": said}
        return Trial(Outcome.REFUSED, words)
    if notice.dropped_at or notice.expired_at:
        words = _("The test message was not sent: the mail server could not be used in time.")
        return Trial(Outcome.REFUSED, words)
    if said:
        words = _("The mail server did not take the test message yet, and is asked again: %(said)s")
        return Trial(Outcome.WAITS, words % {"said": said})
    return Trial(Outcome.WAITS, _("The test message is on its way. Look again in a minute."))
