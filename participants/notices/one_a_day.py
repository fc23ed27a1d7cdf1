"""At most one reminder a day, by the recipient's own calendar (DESIGN.md, rule 7)."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Max

from bulletin.outbox.enums import Wait
from bulletin.outbox.kinds import Hold
from bulletin.outbox.models import Notice
from participants.notices.names import REMINDERS
from participants.notices.people import day_of, morning_of, people_of


def one_reminder_a_day(notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Hold]:
    """Which of these must wait: for tomorrow, or for a reminder that is on its way already.

    Reminders in one mail are one reminder.
    """
    recipients = {notice.recipient for notice in notices}
    reminders = Notice.objects.filter(kind__in=REMINDERS, recipient__in=recipients)
    on_its_way = set(
        reminders.open()
        .filter(mail__isnull=False)
        .exclude(mail__in={notice.mail_id for notice in notices if notice.mail_id})
        .values_list("recipient", flat=True)
    )
    latest = dict(
        reminders.filter(sent_at__isnull=False)
        .order_by()
        .values_list("recipient")
        .annotate(latest=Max("sent_at"))
    )
    people = people_of(recipients)
    holds = {}
    for notice in notices:
        person, sent_at = people.get(notice.recipient), latest.get(notice.recipient)
        if notice.recipient in on_its_way:
            holds[notice.pk] = Hold(Wait.ONE_A_DAY)
        elif person and sent_at and day_of(person, sent_at) == day_of(person, now):
            tomorrow = day_of(person, now) + timedelta(days=1)
            holds[notice.pk] = Hold(Wait.ONE_A_DAY, until=morning_of(person, tomorrow))
    return holds
