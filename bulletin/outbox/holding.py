"""Due notices that must wait are marked with why; the others may go."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bulletin.outbox.enums import Wait
from bulletin.outbox.guarding import only_this
from bulletin.outbox.kinds import Hold, NoticeKind, is_known, kind_named
from bulletin.outbox.models import Notice
from bulletin.outbox.quiet_hours import night_ends_at


def by_kind(notices: Iterable[Notice]) -> Mapping[NoticeKind, list[Notice]]:
    """The notices of each known kind; those of a kind that no part registers are left alone."""
    grouped: dict[NoticeKind, list[Notice]] = defaultdict(list)
    for notice in notices:
        if is_known(notice.kind):
            grouped[kind_named(notice.kind)].append(notice)
    return grouped


def free_to_go(notices: Sequence[Notice], *, now: datetime) -> list[Notice]:
    """Those of one sweep that need not wait, in their order; the others are held, with why.

    A held notice with a known end is due again only then.
    """
    free: set[uuid.UUID] = set()
    for kind, group in by_kind(notices).items():
        with only_this(kind, "Holding"):
            holds = holds_of(kind, group, now=now)
            hold(holds)
            free.update(notice.pk for notice in group if notice.pk not in holds)
    return [notice for notice in notices if notice.pk in free]


def holds_of(
    kind: NoticeKind, notices: Sequence[Notice], *, now: datetime
) -> Mapping[uuid.UUID, Hold]:
    """Which of these wait for something: what the kind knows of, else the night."""
    return {**_nights(kind, notices, now), **kind.holds(notices, now=now)}


def _nights(kind: NoticeKind, notices: Sequence[Notice], now: datetime) -> Mapping[uuid.UUID, Hold]:
    if not kind.quiet:
        return {}
    zones = kind.correspondence.zones({notice.recipient for notice in notices})
    ends = {recipient: night_ends_at(now, zone) for recipient, zone in zones.items()}
    return {
        notice.pk: Hold(Wait.QUIET_HOURS, until)
        for notice in notices
        if (until := ends.get(notice.recipient))
    }


def hold(holds: Mapping[uuid.UUID, Hold], *, in_their_mail: bool = False) -> None:
    """These notices say why they wait. They are in no mail, but for those of a mail that the
    server may have already."""
    alike: dict[Hold, list[uuid.UUID]] = defaultdict(list)
    for notice_id, why in holds.items():
        alike[why].append(notice_id)
    for why, notice_ids in alike.items():
        held = Notice.objects.filter(pk__in=notice_ids)
        taken_out = {} if in_their_mail else {"mail": None}
        held.update(held_why=why.why, **taken_out)
        if why.until:
            held.update(due_at=why.until)


def let_go(notices: Iterable[Notice]) -> None:
    """None of these waits any longer."""
    if held := [notice.pk for notice in notices if notice.held_why]:
        Notice.objects.filter(pk__in=held).update(held_why="")
