"""Mail has stopped, or goes out again: made and sent by the watch, never planned by a sweep."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from bulletin.health.enums import TOLD_BY
from bulletin.health.models import Episode
from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import NoticeKind
from bulletin.outbox.models import Notice
from bulletin.outbox.users import gone
from moderation.notices.letters import MailAlarmLetter

BEGUN, OVER = 1, 2


class MailAlarm(NoticeKind):
    """At any hour. Its subject is the episode, and its `nth` says which of the two is told."""

    name = TOLD_BY
    correspondence = MailAlarmLetter()
    quiet = False
    travels_alone = True

    def unwanted(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        """Whoever could not be told in time that it began is told once, that it is over."""
        going_on = set(
            Episode.objects.open()
            .filter(pk__in=[notice.subject for notice in notices])
            .values_list("pk", flat=True)
        )
        past = {
            notice.pk: Reason.OVER
            for notice in notices
            if notice.nth == BEGUN and notice.subject not in going_on
        }
        return {**past, **gone(notices)}


def alarm_notices() -> QuerySet[Notice]:
    return Notice.objects.filter(kind=MailAlarm.name)


def told_that_it_began(episode: Episode) -> set[uuid.UUID]:
    """Those for whom such a notice was made, whatever became of it."""
    begun = alarm_notices().filter(subject=episode.pk, nth=BEGUN)
    return set(begun.values_list("recipient", flat=True))


def not_told_that_it_is_over(episodes: Collection[Episode]) -> QuerySet[Notice]:
    """The notices that these began, to which no other answers."""
    answered = alarm_notices().filter(
        subject=OuterRef("subject"), recipient=OuterRef("recipient"), nth=OVER
    )
    begun = alarm_notices().filter(nth=BEGUN, subject__in=[episode.pk for episode in episodes])
    return begun.exclude(Exists(answered))


def new_alarm_notice(
    *, episode: uuid.UUID, recipient: uuid.UUID, nth: int, now: datetime
) -> Notice:
    """Due at once, and not stored yet."""
    return Notice(
        kind=MailAlarm.name,
        recipient=recipient,
        subject=episode,
        nth=nth,
        planned_at=now,
        due_at=now,
    )
