"""Open notices of one recipient become one mail where they can travel together."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import datetime
from email.utils import parseaddr
from uuid import uuid4

from django.conf import settings

from bulletin.outbox.holding import free_to_go
from bulletin.outbox.kinds import kind_named
from bulletin.outbox.models import Mail, Notice


def gather(*, now: datetime) -> int:
    """Every notice that is due and free to go is in a mail; how many mails were made.

    To be called by one sweep at a time, so that no recipient's notices are torn apart.
    """
    Notice.objects.filter(mail=None).expire(now=now)
    due = Notice.objects.due(now=now).order_by("due_at", "planned_at", "id")
    together: dict[Hashable, list[Notice]] = defaultdict(list)
    for notice in free_to_go(list(due), now=now):
        together[_envelope(notice)].append(notice)
    return _make_mails(list(together.values()), now)


def _envelope(notice: Notice) -> Hashable:
    """Equal for notices that may share a mail."""
    kind = kind_named(notice.kind)
    if kind.travels_alone:
        return notice.pk
    return notice.recipient, notice.board, kind.correspondence


def _make_mails(groups: Sequence[Sequence[Notice]], now: datetime) -> int:
    mails = [_mail_for(group[0], now) for group in groups]
    Mail.objects.bulk_create(mails)
    gathered = []
    for mail, group in zip(mails, groups, strict=True):
        for notice in group:
            notice.mail, notice.held_why = mail, ""
            gathered.append(notice)
    Notice.objects.bulk_update(gathered, ["mail", "held_why"], batch_size=500)
    return len(mails)


def _mail_for(notice: Notice, now: datetime) -> Mail:
    return Mail(
        board=notice.board,
        recipient=notice.recipient,
        message_id=f"<{uuid4().hex}@{_own_domain()}>",
        created_at=now,
        due_at=now,
    )


def _own_domain() -> str:
    """What stands behind the @ of our own address: a Message-ID names nobody."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or settings.PUBLIC_HOST
