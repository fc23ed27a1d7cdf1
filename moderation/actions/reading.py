"""What a staff member has read, for themselves alone: it is no deed on the board, and no trail."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from moderation.models import Seen
from participants.models import Reply
from sessions.models import StaffMember

_MARK = """
    INSERT INTO moderation_seen (id, member_id, reply_id, seen_at)
    SELECT gen_random_uuid(), %s, read.id, %s FROM ({read}) AS read (id)
    ON CONFLICT (member_id, reply_id) DO UPDATE SET seen_at = excluded.seen_at
"""


def mark_read(
    *, member: StaffMember, replies: QuerySet[Reply], as_of: datetime, now: datetime
) -> int:
    """Those of these replies that stood on the board at `as_of` as they stand now are read.

    What was written or corrected later stays new. One statement, whatever the number, which is
    returned; those that were read before are marked anew.
    """
    read = replies.filter(current_version__submitted_at__lte=as_of).order_by().values("pk")
    try:
        sql, params = read.query.sql_with_params()
    except EmptyResultSet:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_MARK.format(read=sql), [member.pk, now, *params])
        return cursor.rowcount


def mark_unread(*, member: StaffMember, replies: Iterable[UUID]) -> int:
    """Those of these that the member had read are new to them again."""
    return Seen.objects.filter(member=member, reply__in=replies).delete()[0]


def take_back_marks(*, member: StaffMember, at: datetime) -> int:
    """What was marked as read at this very moment is new again; what was read before is not."""
    return Seen.objects.filter(member=member, seen_at=at).delete()[0]
