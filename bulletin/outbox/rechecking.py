"""The last look before sending: what was owed when planned may no longer be wanted."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bulletin.outbox import claiming
from bulletin.outbox.enums import Reason
from bulletin.outbox.holding import by_kind, hold, holds_of, let_go
from bulletin.outbox.kinds import Hold, NoticeKind, Parcel, is_known
from bulletin.outbox.models import Mail, Notice

# When to look again at a mail that waits for something without a known end.
LOOK_AGAIN_AFTER = timedelta(minutes=10)


def still_wanted(mails: Sequence[Mail], *, now: datetime) -> list[Parcel]:
    """These claimed mails, each with the notices that are to be sent now.

    The other notices are expired, dropped with the reason, or held with the reason. A mail of
    which nothing is left is dropped, or put back if the server may have it already: it must keep
    its Message-ID. The number of queries does not grow with the mails.
    """
    carried = Notice.objects.filter(mail__in=mails)
    carried.expire(now=now)
    open_ones = list(carried.open().order_by("due_at", "planned_at", "id"))
    wanted, holds = _sorted_out(open_ones, {mail.pk: mail for mail in mails}, now)
    let_go(notice for notice in open_ones if notice.pk in wanted)
    together: dict[uuid.UUID | None, list[Notice]] = defaultdict(list)
    for notice in open_ones:
        if notice.pk in wanted:
            together[notice.mail_id].append(notice)
    empty = [mail for mail in mails if mail.pk not in together]
    _put_away(empty, open_ones, holds, now)
    return [Parcel(mail, together[mail.pk]) for mail in mails if mail.pk in together]


def _sorted_out(
    notices: Sequence[Notice], mails: Mapping[uuid.UUID, Mail], now: datetime
) -> tuple[set[uuid.UUID], Mapping[uuid.UUID, Hold]]:
    """The ids of those to be sent, and why others must wait; the rest are dropped."""
    wanted: set[uuid.UUID] = set()
    held: dict[uuid.UUID, Hold] = {}
    for kind, group in by_kind(notices).items():
        holds = holds_of(kind, group, now=now)
        held.update(holds)
        hold({n.pk: holds[n.pk] for n in group if n.pk in holds and not _left_before(n, mails)})
        staying = {n.pk: holds[n.pk] for n in group if n.pk in holds and _left_before(n, mails)}
        hold(staying, in_their_mail=True)
        wanted |= _without_the_unwanted(kind, [n for n in group if n.pk not in holds], now)
    return wanted, held


def _left_before(notice: Notice, mails: Mapping[uuid.UUID, Mail]) -> bool:
    return notice.mail_id is not None and mails[notice.mail_id].handed_over_at is not None


def _without_the_unwanted(
    kind: NoticeKind, notices: Sequence[Notice], now: datetime
) -> set[uuid.UUID]:
    """The ids of those still wanted; the others are dropped with the reason."""
    alike: dict[Reason, list[uuid.UUID]] = defaultdict(list)
    reasons = kind.unwanted(notices, now=now) if notices else {}
    for notice_id, why in reasons.items():
        alike[why].append(notice_id)
    for why, dropped in alike.items():
        Notice.objects.filter(pk__in=dropped).drop(why, now=now)
    return {notice.pk for notice in notices if notice.pk not in reasons}


def _put_away(
    mails: Iterable[Mail], notices: Iterable[Notice], holds: Mapping[uuid.UUID, Hold], now: datetime
) -> None:
    """Nothing of these mails is to be sent now; what only a newer release knows is owed still."""
    waiting_until: dict[uuid.UUID | None, datetime] = {}
    for notice in notices:
        if notice.pk in holds or not is_known(notice.kind):
            why = holds.get(notice.pk)
            until = (why and why.until) or now + LOOK_AGAIN_AFTER
            waiting_until[notice.mail_id] = max(until, waiting_until.get(notice.mail_id, until))
    dropped = []
    for mail in mails:
        if mail.handed_over_at and mail.pk in waiting_until:
            claiming.put_back([mail], due_at=waiting_until[mail.pk])
        else:
            dropped.append(mail)
    if dropped:
        claiming.record_dropped(dropped, now=now)
