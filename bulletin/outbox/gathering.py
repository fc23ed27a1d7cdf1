"""Open notices of one recipient become one mail where they can travel together."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import datetime
from uuid import uuid4

from django.db import connection

from bulletin.outbox.composing import own_domain
from bulletin.outbox.holding import free_to_go
from bulletin.outbox.kinds import kind_named
from bulletin.outbox.models import Mail, Notice

# Django's bulk_update writes a CASE with a branch for each row: seven times the work.
_PUT_INTO_MAILS = """
UPDATE outbox_notice SET mail_id = gathered.mail, held_why = ''
FROM unnest(%s::uuid[], %s::uuid[]) AS gathered (notice, mail)
WHERE id = gathered.notice
"""


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
    return notice.recipient, notice.board, kind.correspondence, kind.quiet


def _make_mails(groups: Sequence[Sequence[Notice]], now: datetime) -> int:
    mails = Mail.objects.bulk_create(mail_for(group[0], now) for group in groups)
    carried = [
        (notice.pk, mail.pk) for mail, group in zip(mails, groups, strict=True) for notice in group
    ]
    if carried:
        with connection.cursor() as cursor:
            cursor.execute(_PUT_INTO_MAILS, list(map(list, zip(*carried, strict=True))))
    return len(mails)


def mail_for(notice: Notice, now: datetime) -> Mail:
    """A mail for this notice's recipient, due at once and not stored yet."""
    return Mail(
        board=notice.board,
        recipient=notice.recipient,
        message_id=f"<{uuid4().hex}@{own_domain()}>",
        created_at=now,
        due_at=notice.due_at,  # not `now`: a clock moved back must not make it wait
        urgent=not kind_named(notice.kind).quiet,
    )
