"""Staff announced something: mailed once to everybody for whom it is and who wants mail.

It is the one kind whose mail says what staff wrote, for it holds no participant's words
(docs/adr/0036).
"""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.kinds import Hold, NewNotice
from bulletin.outbox.models import Notice
from participants.gate.announcements import NEWS_FOR, mailed_to
from participants.models import Announcement, Participant
from participants.notices.base import (
    MAY_BE_OWED_AGAIN,
    MOST_TIMES_OWED,
    BoardNotice,
    Owed,
)
from participants.notices.names import ANNOUNCEMENT
from participants.notices.people import away_after, reachable
from sessions.models.board import still_read


class AnnouncementNotice(BoardNotice):
    """Its subject is the announcement. Worth sending while it is news and stands."""

    name = ANNOUNCEMENT

    def holds(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Hold]:
        """A pause holds no announcement: it may be what the pause is told by."""
        away = away_after((notice.recipient for notice in notices), now=now)
        return {
            notice.pk: Hold(Wait.AWAY, until=back)
            for notice in notices
            if (back := away.get(notice.recipient))
        }

    def plan(self, now: datetime) -> Iterable[NewNotice]:
        """One query where nothing is news, else three and the gate's, however many people."""
        news = {one.pk: one for one in _news(now)}
        if not news:
            return
        told = _told_before(news)
        people = [
            person
            for person in _wanting_mail({one.board_id for one in news.values()})
            if any(
                told.get((person.pk, one.pk), 0) is not None
                for one in news.values()
                if one.board_id == person.board_id
            )
        ]
        for person, announcement in mailed_to.of_each(people, now) if people else ():
            times = told.get((person, announcement), 0)
            if times is not None and times < MOST_TIMES_OWED:
                yield _notice(news[announcement], person, nth=times + 1)

    def unwanted_among(self, owed: Sequence[Owed], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        theirs = mailed_to.of_each({person for _, person in owed}, now)
        there = {notice.subject for notice, _ in owed}
        standing = Announcement.objects.out(now=now).filter(pk__in=there)
        stands = set(standing.values_list("pk", flat=True))
        reasons = {}
        for notice, person in owed:
            if notice.subject not in stands:
                reasons[notice.pk] = Reason.TAKEN_BACK
            elif person.muted_at:
                reasons[notice.pk] = Reason.MUTED
            elif (person.pk, notice.subject) not in theirs:
                reasons[notice.pk] = Reason.NOT_OPEN
        return reasons


def _news(now: datetime) -> QuerySet[Announcement]:
    return Announcement.objects.out(now=now).filter(
        still_read(now),
        by_mail=True,
        appears_at__gt=now - NEWS_FOR,
        board__launched_at__lte=now,
    )


def _wanting_mail(boards: Collection[uuid.UUID]) -> QuerySet[Participant]:
    return reachable().filter(board__in=boards, muted_at=None)


def _told_before(
    news: Iterable[uuid.UUID],
) -> Mapping[tuple[uuid.UUID, uuid.UUID], int | None]:
    """How often each was told the same in vain; None where that is settled."""
    told: dict[tuple[uuid.UUID, uuid.UUID], int | None] = {}
    before = Notice.objects.filter(kind=ANNOUNCEMENT, subject__in=list(news)).order_by("nth")
    for person, subject, why in before.values_list("recipient", "subject", "dropped_why"):
        times = told.get((person, subject), 0)
        in_vain = why in MAY_BE_OWED_AGAIN and times is not None
        told[person, subject] = (times or 0) + 1 if in_vain else None
    return told


def _notice(announcement: Announcement, person: uuid.UUID, *, nth: int) -> NewNotice:
    assert announcement.appears_at is not None
    return NewNotice(
        recipient=person,
        subject=announcement.pk,
        nth=nth,
        board=announcement.board_id,
        due_at=announcement.appears_at,
        expires_at=announcement.appears_at + NEWS_FOR,
    )
