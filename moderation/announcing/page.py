"""What the desk shows of announcements: their state, whom they reach, what became of the mails."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from bulletin.outbox.models import Notice
from bulletin.web.addresses import absolute
from moderation.announcing import rules
from moderation.desk.names import naming_for
from moderation.web import Desk
from participants.enums import AnnouncedTo
from participants.gate.announcements import meant_for
from participants.models import Announcement, Participant
from participants.notices.contents import Contents, announced
from participants.notices.letter import as_it_would_read
from participants.notices.names import ANNOUNCEMENT
from participants.notices.people import reachable


@dataclass(frozen=True)
class State:
    key: str
    word: str
    tone: str


@dataclass(frozen=True)
class Mails:
    """How many mails left, wait, and came back or were refused."""

    sent: int = 0
    waiting: int = 0
    bounced: int = 0


@dataclass(frozen=True)
class Line:
    announcement: Announcement
    state: State
    to: str
    mails: Mails


@dataclass(frozen=True)
class Reached:
    """How many people it is for, and how many of them mail would reach now."""

    people: int
    by_mail: int


def lines_for(desk: Desk) -> list[Line]:
    """The newest first, drafts before all: two queries, however many."""
    there = desk.board.announcements.select_related("segment__segment_set", "stage")
    mails = mails_of(desk)
    lines = [
        Line(one, state_of(one, desk.now), to_whom(one), mails.get(one.pk, Mails()))
        for one in there
    ]
    return sorted(lines, key=lambda line: line.state.key != "draft")


def mails_of(desk: Desk) -> dict[UUID, Mails]:
    failed = Q(mail__bounced_at__isnull=False) | Q(mail__failed_at__isnull=False)
    is_open = Q(sent_at=None, expired_at=None, dropped_at=None)
    rows = (
        Notice.objects.filter(board=desk.board.pk, kind=ANNOUNCEMENT)
        .order_by()
        .values("subject")
        .annotate(
            sent=Count("pk", filter=Q(sent_at__isnull=False)),
            waiting=Count("pk", filter=is_open),
            bounced=Count("pk", filter=failed),
        )
    )
    return {row["subject"]: Mails(row["sent"], row["waiting"], row["bounced"]) for row in rows}


def state_of(announcement: Announcement, now: datetime) -> State:
    if announcement.withdrawn_at:
        return State("withdrawn", _("Taken back"), "warn")
    if not announcement.is_published:
        return State("draft", _("Draft"), "")
    if not announcement.has_appeared(now):
        return State("ahead", _("Waits for its moment"), "accent")
    if announcement.pause_id and announcement.board.grace_is_over(now):
        return State("out", _("Over with its pause"), "")
    return State("out", _("On the board"), "good")


def to_whom(announcement: Announcement) -> str:
    if announcement.segment:
        return announcement.segment.in_full
    if announcement.stage:
        words = _("Those who have answered something in “%(stage)s”")
        return words % {"stage": announcement.stage.title}
    return str(AnnouncedTo(announcement.to).label)


def reached_by(desk: Desk, announcement: Announcement) -> Reached:
    """Three queries, however many people there are."""
    people = list(Participant.objects.active().filter(board=desk.board))
    pairs = meant_for.of_each(people, desk.now)
    meant = {person for person, one in pairs if one == announcement.pk}
    wanting = reachable().filter(board=desk.board, muted_at=None).values_list("pk", flat=True)
    return Reached(len(meant), len(meant & set(wanting)) if announcement.by_mail else 0)


@dataclass(frozen=True)
class Preview:
    """The mail as it would read, and whose names are in the words."""

    subject: str
    text: str
    named: list[str]


def preview_of(desk: Desk, announcement: Announcement) -> Preview:
    letter = as_it_would_read(
        desk.board,
        Contents(announced=(announced(announcement),)),
        to="member-01@example.org",
        name="Member 01",
        way=absolute(reverse("desk_preview", args=[desk.board.slug])),
    )
    words = f"{announcement.title}\n{announcement.text}"
    return Preview(letter.subject, letter.text, names_in(desk, words))


def names_in(desk: Desk, words: str) -> list[str]:
    """Participants' pseudonyms that stand there, and names, where this desk sees them."""
    people = list(Participant.objects.filter(board=desk.board, erased_at=None))
    name_of = naming_for(desk, people)
    names = {name for person in people for name in (person.pseudonym, name_of(person))}
    return sorted(name for name in names if _stands_in(name, words))


def _stands_in(name: str, words: str) -> bool:
    return bool(name) and re.search(rf"\b{re.escape(name)}\b", words) is not None


def may(desk: Desk, announcement: Announcement) -> dict[str, bool]:
    """What this desk may do with it now."""
    is_facilitator = desk.member.is_facilitator
    return {
        "rewrite": rules.may_rewrite(desk.member, announcement),
        "publish": is_facilitator and rules.may_publish(announcement),
        "take_back": is_facilitator and rules.may_take_back(announcement),
        "discard": not announcement.is_published,
    }
