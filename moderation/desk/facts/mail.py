"""What became of each mail to somebody: taken or refused by a mail server, held, or not sent."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say

from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.models import Notice
from bulletin.text.moments import day_and_time
from bulletin.text.within import uncapitalised
from moderation.desk.facts.base import Fact, FactKind
from moderation.web import Desk
from participants.models import Participant
from participants.notices import names
from sessions.models import Stage

# What each kind of mail is called.
MAILS = {
    names.INVITATION: say("Invitation"),
    names.STAGE_OPENED: say("News of a stage"),
    names.REMINDER_UNFINISHED: say("Reminder"),
    names.REMINDER_NEVER_CAME: say("Reminder"),
    names.DATE_CHANGED: say("News of a date that was moved"),
    names.ENTRY_CODE: say("Code for a device"),
    names.ANNOUNCEMENT: say("Announcement"),
}
# Mails that tell that somebody said something: for who reads replies.
MAILS_OF_REPLIES = {
    names.HELP_ANSWERED: say("News of a reply to their call for help"),
    names.PROBE_ASKED: say("News of a question to them"),
    names.FINDINGS: say("News of the report"),
    names.REPLY_REJECTED: say("News that something was not accepted"),
}

# Reasons that tell what somebody answered: not for who reads nothing of replies.
OF_ANSWERS = (Reason.ANSWERED, Reason.NOTHING_LEFT, Reason.NOT_OPEN)


def mails(desk: Desk, person: Participant) -> Iterator[Fact]:
    """Two queries; a kind of mail that has no name here is not of interest."""
    if person.address_bad_at:
        words = _("A server said that their address takes no mail")
        yield Fact(person.address_bad_at, words, FactKind.MAIL)
    named = {**MAILS, **(MAILS_OF_REPLIES if desk.member.reads_everything else {})}
    notices = Notice.objects.filter(board=desk.board.pk, recipient=person.pk, kind__in=named)
    stages = desk.board.stages if desk.member.reads_everything else Stage.objects.none()
    about = dict(stages.values_list("pk", "title"))
    for notice in notices.select_related("mail").order_by("planned_at"):
        name = str(named[notice.kind])
        if notice.subject in about:
            name = _("%(mail)s, “%(stage)s”") % {"mail": name, "stage": about[notice.subject]}
        for at, words in _became(desk, notice):
            yield Fact(at, words % {"mail": name}, FactKind.MAIL)


def _became(desk: Desk, notice: Notice) -> Iterator[tuple[datetime, str]]:
    """When, and what in words with a place for the mail's name."""
    mail = notice.mail
    if notice.sent_at:
        yield notice.sent_at, _("%(mail)s: sent, and taken by the mail server")
    elif notice.expired_at:
        yield notice.expired_at, _("%(mail)s: not sent, for its time was over")
    elif notice.dropped_at:
        yield notice.dropped_at, _not_sent(desk, notice)
    else:
        yield notice.planned_at, _waits(notice, desk.now)
    if mail and mail.bounced_at:
        yield mail.bounced_at, _("%(mail)s: came back")


def _not_sent(desk: Desk, notice: Notice) -> str:
    """With the reason, which a person without a right to it is not told."""
    if notice.mail and notice.mail.failed_at:
        words = _("%%(mail)s: refused by the mail server (%(why)s)")
    else:
        words = _("%%(mail)s: not sent (%(why)s)")
    known = notice.dropped_why in Reason.values
    if not known or (notice.dropped_why in OF_ANSWERS and not desk.member.reads_everything):
        return words % {"why": _("no longer needed")}
    return words % {"why": uncapitalised(Reason(notice.dropped_why).label)}


def _waits(notice: Notice, now: datetime) -> str:
    if notice.held_why not in Wait.values:
        return _("%(mail)s: on its way")
    why = {"why": uncapitalised(Wait(notice.held_why).label)}
    if notice.due_at <= now:
        return _("%%(mail)s: waits (%(why)s)") % why
    until = day_and_time(notice.due_at, timezone.get_current_timezone())
    return _("%%(mail)s: waits until %(until)s (%(why)s)") % {**why, "until": until}
