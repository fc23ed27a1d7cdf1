"""At most one reminder a day, by the recipient's own calendar (DESIGN.md, rule 7)."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Max

from bulletin.outbox.enums import Wait
from bulletin.outbox.kinds import Hold
from bulletin.outbox.models import Notice
from participants.models import Participant
from participants.notices.names import REMINDERS
from participants.notices.people import day_of, morning_of


def one_reminder_a_day(notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Hold]:
    """Which of these must wait: for tomorrow, or for a reminder that is on its way already.

    Reminders in one mail are one reminder.
    """
    recipients = {notice.recipient for notice in notices}
    reminders = Notice.objects.filter(kind__in=REMINDERS, recipient__in=recipients)
    on_their_way = reminders.open().filter(mail__isnull=False).values_list("recipient", "mail")
    mails: dict[uuid.UUID, set[uuid.UUID | None]] = defaultdict(set)
    for recipient, mail in on_their_way:
        mails[recipient].add(mail)
    latest = dict(
        reminders.filter(sent_at__isnull=False)
        .order_by()
        .values_list("recipient")
        .annotate(latest=Max("sent_at"))
    )
    people = Participant.objects.only("timezone").order_by().in_bulk(list(latest))
    holds = {}
    for notice in notices:
        person, sent_at = people.get(notice.recipient), latest.get(notice.recipient)
        if mails[notice.recipient] - {notice.mail_id}:
            holds[notice.pk] = Hold(Wait.ONE_A_DAY)
        elif person and sent_at and day_of(person, sent_at) == day_of(person, now):
            tomorrow = day_of(person, now) + timedelta(days=1)
            holds[notice.pk] = Hold(Wait.ONE_A_DAY, until=morning_of(person, tomorrow))
    return holds
