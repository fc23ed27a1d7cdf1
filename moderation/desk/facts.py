"""What happened to one person on a board, in the order it happened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say

from bulletin.audit.models import Entry
from bulletin.outbox.models import Notice
from moderation.desk.trail import ABOUT_PEOPLE, lines_for
from moderation.web import Desk
from participants.enums import Channel
from participants.models import Consent, Participant, Reply
from participants.notices import names

# What each kind of mail is called; one that is not here is not of interest.
MAILS = {
    names.INVITATION: say("Invitation"),
    names.STAGE_OPENED: say("News of a stage"),
    names.REMINDER_UNFINISHED: say("Reminder"),
    names.REMINDER_NEVER_CAME: say("Reminder"),
    names.ENTRY_CODE: say("Code for a device"),
    names.PROBE_ASKED: say("News of a question to them"),
    names.REPLY_REJECTED: say("News that something was not accepted"),
}
# Who is reminded of these has something left to answer.
ABOUT_ANSWERS = {names.REMINDER_UNFINISHED}


@dataclass(frozen=True)
class Fact:
    """Something that happened: when, and what, in words."""

    at: datetime
    what: str
    who: str = ""


def facts_of(desk: Desk, person: Participant) -> list[Fact]:
    """Everything known of this person's part in the board, the first thing first."""
    facts = [
        *_coming(person),
        *_mails(desk, person),
        *_consents(person),
        *_said(desk, person),
        *_trail(desk, person),
    ]
    return sorted(facts, key=lambda fact: fact.at)


def _coming(person: Participant) -> Iterator[Fact]:
    yield Fact(person.added_at, _("Put on the roster"))
    if person.first_came_at:
        yield Fact(person.first_came_at, _("Came for the first time"))
    if person.last_came_at and person.last_came_at != person.first_came_at:
        yield Fact(person.last_came_at, _("Came for the last time so far"))
    if person.muted_at:
        yield Fact(person.muted_at, _("Asked for no more reminders"))
    if person.address_bad_at:
        yield Fact(person.address_bad_at, _("A server said that their address takes no mail"))


def _mails(desk: Desk, person: Participant) -> Iterator[Fact]:
    kinds = set(MAILS) if desk.member.reads_everything else set(MAILS) - ABOUT_ANSWERS
    notices = Notice.objects.filter(board=desk.board.pk, recipient=person.pk, kind__in=kinds)
    for notice in notices.select_related("mail").order_by("planned_at"):
        name = str(MAILS[notice.kind])
        if notice.sent_at:
            yield Fact(notice.sent_at, _("%(mail)s sent") % {"mail": name})
        if notice.mail and notice.mail.failed_at:
            yield Fact(notice.mail.failed_at, _("%(mail)s could not be delivered") % {"mail": name})
        if notice.mail and notice.mail.bounced_at:
            yield Fact(notice.mail.bounced_at, _("%(mail)s came back") % {"mail": name})


def _consents(person: Participant) -> Iterator[Fact]:
    for consent in Consent.objects.filter(participant=person).select_related("version"):
        words = (
            _("Consented to version %(number)d")
            if consent.given_at
            else _("Declined version %(number)d")
        )
        at = consent.given_at or consent.declined_at
        assert at is not None
        yield Fact(at, words % {"number": consent.version.number} + _by(consent.channel))


def _said(desk: Desk, person: Participant) -> Iterator[Fact]:
    said = (
        Reply.objects.for_staff(desk.member)
        .answers()
        .filter(participant=person)
        .select_related("question__current_version", "current_version")
    )
    for reply in said:
        version = reply.current_version
        words = _("Answered “%(question)s”") % {"question": reply.question.wording.prompt}
        yield Fact(reply.said_at, words + (_by(version.channel) if version else ""))


def _by(channel: str) -> str:
    """`, by telephone`; nothing for the board itself."""
    if channel == Channel.WEB:
        return ""
    return ", " + str(Channel(channel).label)[:1].lower() + str(Channel(channel).label)[1:]


def _trail(desk: Desk, person: Participant) -> Iterator[Fact]:
    """Of whoever does not read everything kept to what was done about the person's place."""
    entries = Entry.objects.filter(board=desk.board.pk, subject=person.pk).order_by("id")
    if not desk.member.reads_everything:
        entries = entries.filter(action__in=ABOUT_PEOPLE)
    for line in lines_for(desk, entries):
        yield Fact(line.at, line.what, line.who)
