"""The last look before sending: what was owed when planned may no longer be wanted."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from bulletin.outbox import claiming
from bulletin.outbox.enums import Reason
from bulletin.outbox.holding import by_kind, hold, holds_of
from bulletin.outbox.kinds import NoticeKind
from bulletin.outbox.models import Mail, Notice

# When to look again at a mail that waits for something without a known end.
LOOK_AGAIN_AFTER = timedelta(minutes=10)


def still_wanted(mail: Mail, *, now: datetime) -> list[Notice]:
    """The notices of a claimed mail that are to be sent now.

    The others are expired, dropped with the reason, or held with the reason. Where nothing is
    left the mail is dropped, or put back if the server may have it already: it must keep its
    Message-ID.
    """
    carried = Notice.objects.filter(mail=mail)
    carried.expire(now=now)
    wanted: list[Notice] = []
    waiting_until = None
    for kind, group in by_kind(carried.open()).items():
        holds = holds_of(kind, group, now=now)
        waiting_until = max(
            [each.until or now + LOOK_AGAIN_AFTER for each in holds.values()],
            default=waiting_until,
        )
        if not mail.handed_over_at:
            hold(holds)
        wanted += _without_the_unwanted(
            kind, [notice for notice in group if notice.pk not in holds], now
        )
    if not wanted and waiting_until and mail.handed_over_at:
        claiming.put_back(mail, due_at=waiting_until)
    elif not wanted:
        claiming.record_dropped(mail, now=now)
    return sorted(wanted, key=lambda notice: (notice.due_at, notice.planned_at))


def _without_the_unwanted(
    kind: NoticeKind, notices: Sequence[Notice], now: datetime
) -> list[Notice]:
    """Those still wanted; the others are dropped with the reason."""
    alike: dict[Reason, list[Notice]] = defaultdict(list)
    reasons = kind.unwanted(notices, now=now) if notices else {}
    for notice in notices:
        if notice.pk in reasons:
            alike[reasons[notice.pk]].append(notice)
    for why, group in alike.items():
        Notice.objects.filter(pk__in=[notice.pk for notice in group]).drop(why, now=now)
    return [notice for notice in notices if notice.pk not in reasons]
