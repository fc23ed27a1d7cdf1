"""One look at how mail stands: an episode begins, goes on or is over, and people are told.

What it tells are ordinary notices and mails, claimed and recorded as all others are. But they
are made here and sent from here, through the database and the mail server alone: no worker,
no Redis, and no lock that a worker could hold. Where the mail server is itself the trouble,
the mails wait, and each look tries them again.
"""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models.functions import Greatest, Least

from bulletin.health.enums import Alarm
from bulletin.health.models import Episode, Look
from bulletin.health.standing import Trouble, troubles
from bulletin.outbox.gathering import mail_for
from bulletin.outbox.models import Mail
from bulletin.outbox.sending import send
from moderation.monitoring.recipients import to_be_told
from moderation.notices.mail_alarm import (
    BEGUN,
    OVER,
    alarm_notices,
    new_alarm_notice,
    not_told_that_it_is_over,
    told_that_it_began,
)

# A trouble that comes and goes is one, told once: it is over when it has stayed away so long.
CALM = timedelta(minutes=15)
# After sweeps have stopped, what waited for them has to leave: that is the same trouble.
_TELLS_OF = {Alarm.SWEEPS: {Alarm.SWEEPS, Alarm.STUCK}}
# So long after it was over, that something is over is still worth telling.
NEWS_FOR = timedelta(days=7)
_LOOKING = int.from_bytes(b"watch")


def look(*, now: datetime) -> int:
    """Episodes are as things stand, and those to be told have been, as far as the mail server
    allows; how many mails left. Any number of watchers tell each episode once."""
    with transaction.atomic():
        if _nobody_else_looks():
            _settle(troubles(now=now), now)
            _owe_mails(now)
    sent = send(_waiting(), now=now)
    Look.objects.record()
    return sent


def _nobody_else_looks() -> bool:
    """Whether it is for us to look, until the transaction ends. It never waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOOKING])
        return bool(cursor.fetchone()[0])


def _settle(standing: Collection[Trouble], now: datetime) -> None:
    """Troubles without an episode begin one; an episode whose trouble has stayed away is over."""
    alarms = {trouble.alarm for trouble in standing}
    for episode in Episode.objects.open():
        # While sweeps have stopped, whatever else was wrong cannot be seen, and is not over.
        if alarms.isdisjoint({*_told_of_by(episode), Alarm.SWEEPS}):
            _calm_down(episode, now)
        else:
            Episode.objects.filter(pk=episode.pk).update(calm_since=None)
    told = {alarm for episode in Episode.objects.open() for alarm in _told_of_by(episode)}
    Episode.objects.bulk_create(
        [
            Episode(alarm=trouble.alarm, since=trouble.since or now, noticed_at=now)
            for trouble in standing
            if trouble.alarm not in told
        ],
        ignore_conflicts=True,
    )


def _told_of_by(episode: Episode) -> set[Alarm]:
    alarm = Alarm(episode.alarm)
    return _TELLS_OF.get(alarm, {alarm})


def _calm_down(episode: Episode, now: datetime) -> None:
    """Its trouble is away at `now`. A clock that was set back changes no more than the times."""
    calm = Episode.objects.filter(pk=episode.pk)
    # PostgreSQL's LEAST passes over NULL.
    calm.update(calm_since=Least("calm_since", now))
    calm.filter(calm_since__lte=now - CALM).update(over_at=Greatest("calm_since", "noticed_at"))


def _owe_mails(now: datetime) -> None:
    """Of each trouble that stands to all who are to be told and are not yet; of each that is
    lately over to all who were to be told that it began."""
    people = to_be_told(now=now)
    for episode in Episode.objects.open().filter(calm_since=None):
        for recipient in people - told_that_it_began(episode):
            _owe(episode.pk, recipient, BEGUN, now)
    past = list(Episode.objects.filter(over_at__gt=now - NEWS_FOR))
    if past:
        for begun in not_told_that_it_is_over(past):
            _owe(begun.subject, begun.recipient, OVER, now)


def _owe(episode: uuid.UUID, recipient: uuid.UUID, nth: int, now: datetime) -> None:
    """The notice is in a mail of its own from the first: no sweep has to gather it."""
    notice = new_alarm_notice(episode=episode, recipient=recipient, nth=nth, now=now)
    mail = mail_for(notice, now)
    mail.save(force_insert=True)
    notice.mail = mail
    notice.save(force_insert=True)


def _waiting() -> list[uuid.UUID]:
    waiting = Mail.objects.unfinished().filter(notices__in=alarm_notices())
    return list(waiting.values_list("pk", flat=True))
