"""Mails of the past: on record as sent, so that nothing of them is owed when the demo starts."""

from datetime import datetime

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from bulletin.accounts.models import User
from bulletin.outbox.gathering import gather
from bulletin.outbox.models import Mail, Notice
from bulletin.outbox.planning import plan
from participants.models import Participant


def send_what_was_owed(now: datetime) -> int:
    """What a sweep at `now` plans is on record as accepted at once; how many mails.

    No message is written and no server is asked. Nor is anything looked at again before it
    "leaves": no time has passed in which it could have become unwanted.
    """
    plan(now=now)
    gather(now=now)
    accepted = list(Mail.objects.waiting(now=now).values_list("pk", flat=True))
    Mail.objects.filter(pk__in=accepted).update(
        address=_address(), attempts=1, handed_over_at=now, accepted_at=now
    )
    Notice.objects.filter(mail__in=accepted).mark_sent(now=now)
    return len(accepted)


def _address() -> Coalesce:
    """The recipient's, who is a participant or a user."""
    recipient = OuterRef("recipient")
    return Coalesce(
        Subquery(Participant.objects.filter(pk=recipient).values("email")[:1]),
        Subquery(User.objects.filter(pk=recipient).values("email")[:1]),
        Value(""),
        output_field=CharField(),
    )
