"""Which of staff's announcements are whose: on the board, and by mail."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from participants.enums import AnnouncedTo, ReplyKind
from participants.gate.openness import contributed_to
from participants.gate.prepared import Prepared
from participants.gate.questions import may_read
from participants.models import Announcement, Membership, Participant, Reply

# What was announced is news for so long: a week-end and the working day after it.
NEWS_FOR = timedelta(days=3)


def for_whom_it_is(participant: Participant, now: datetime) -> Q:
    """On announcements: this person is among those for whom it is.

    One to those who had not come when it appeared is still for whoever of them came since.
    """
    held = Membership.objects.current().filter(
        participant=participant.pk, segment=OuterRef("segment")
    )
    answered = Reply.objects.filter(
        participant=participant.pk, kind=ReplyKind.ANSWER, rejected_at=None
    )
    came_in_time = Participant.objects.filter(
        pk=participant.pk, first_came_at__lte=Coalesce(OuterRef("appears_at"), now)
    )
    return (
        Q(to=AnnouncedTo.EVERYONE)
        | (Q(to=AnnouncedTo.SEGMENT) & Q(Exists(held)))
        | (Q(to=AnnouncedTo.CONTRIBUTORS) & Q(Exists(answered)))
        | (Q(to=AnnouncedTo.STAGE) & Q(contributed_to(participant, stage="stage")))
        | (Q(to=AnnouncedTo.NEVER_CAME) & ~Q(Exists(came_in_time)))
    )


@Prepared
def announced_to(participant: Participant, now: datetime) -> QuerySet[Announcement]:
    """What stands on this person's board page, for who may read their board."""
    return _out_for(participant, now).filter(may_read(participant.pk, now))


@Prepared
def mailed_to(participant: Participant, now: datetime) -> QuerySet[Announcement]:
    """What mail may bring to this person while it is news; they need not have come or consented."""
    news = _out_for(participant, now).filter(by_mail=True)
    return news.alias(until=F("appears_at") + Value(NEWS_FOR)).filter(until__gt=now)


@Prepared
def meant_for(participant: Participant, now: datetime) -> QuerySet[Announcement]:
    """All that would be this person's if it appeared now, drafts among it: for staff, who ask how
    many that would be."""
    return Announcement.objects.filter(for_whom_it_is(participant, now), board=participant.board_id)


def _out_for(participant: Participant, now: datetime) -> QuerySet[Announcement]:
    return Announcement.objects.out(now=now).filter(
        for_whom_it_is(participant, now), board=participant.board_id
    )
