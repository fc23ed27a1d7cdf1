"""One sweep: plan what is owed, gather it into mails, send them, and leave a trace of having run.

Nothing is kept in the process: two sweeps at once, one that dies, or a day without any, and
the next one still finds in the database all that is owed.
"""

from datetime import datetime, timedelta
from time import monotonic

from django.db import connection, transaction

from bulletin.outbox.actions import nudge
from bulletin.outbox.gathering import gather
from bulletin.outbox.models import Mail, Sweep
from bulletin.outbox.planning import plan
from bulletin.outbox.sending import send_waiting

TRACES_KEPT_FOR = timedelta(days=7)
_PLANNING = int.from_bytes(b"outbox")


def sweep(*, now: datetime) -> Sweep:
    """Everything owed by `now` is planned and, as far as may be, sent."""
    started = monotonic()
    run = Sweep.objects.create(started_at=now)
    run.planned = _plan_and_gather(now)
    run.sent = send_waiting(now=now)
    run.ended_at = now + timedelta(seconds=monotonic() - started)
    run.save(update_fields=["planned", "sent", "ended_at"])
    Sweep.objects.filter(started_at__lt=now - TRACES_KEPT_FOR).delete()
    if run.sent and Mail.objects.waiting(now=now).exists():
        nudge()
    return run


@transaction.atomic
def _plan_and_gather(now: datetime) -> int:
    """One sweep at a time does this, so that what a person is owed at once travels at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_PLANNING])
    planned = plan(now=now)
    gather(now=now)
    return planned
