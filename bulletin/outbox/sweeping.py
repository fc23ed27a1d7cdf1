"""One sweep: plan what is owed, gather it into mails, send them, and leave a trace of having run.

Nothing is kept in the process: two sweeps at once, one that dies, or a day without any, and
the next one still finds in the database all that is owed.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models.functions import Now

from bulletin.outbox.actions import nudge
from bulletin.outbox.gathering import gather
from bulletin.outbox.models import Mail, Sweep
from bulletin.outbox.planning import plan
from bulletin.outbox.running import Running
from bulletin.outbox.sending import send_waiting

TRACES_KEPT_FOR = timedelta(days=7)
_PLANNING = int.from_bytes(b"outbox")

# Planning ends when the transaction does; a process that stands still in the middle of it, on a
# machine that is paused or cut off, loses both, and the next sweep plans.
_TAKE_THE_TURN = """
SELECT set_config('idle_in_transaction_session_timeout', '20s', true), pg_advisory_xact_lock(%s)
"""


def sweep(*, now: datetime) -> Sweep:
    """Everything owed by `now` is planned and, as far as may be, sent."""
    time = Running(now)
    run = Sweep.objects.create(started_at=now)
    run.planned = _plan_and_gather(time)
    run.sent = send_waiting(now=time.now())
    run.ended_at = time.now()
    run.save(update_fields=["planned", "sent", "ended_at"])
    Sweep.objects.filter(pk=run.pk).update(finished_at=Now())
    Sweep.objects.filter(started_at__lt=now - TRACES_KEPT_FOR).delete()
    if run.sent and Mail.objects.waiting(now=now).exists():
        nudge()
    return run


@transaction.atomic
def _plan_and_gather(time: Running) -> int:
    """One sweep at a time does this, so that what a person is owed at once travels at once."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_THE_TURN, [_PLANNING])
    now = time.now()
    planned = plan(now=now)
    gather(now=now)
    return planned
