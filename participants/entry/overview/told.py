"""What was written to one participant, and what became of their own answers."""

import uuid
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from bulletin.statements import Columns, Statement
from participants.enums import ReplyKind
from participants.gate.reader import facts_of, reader_with
from participants.models import Participant, Reply
from participants.web import Visit
from sessions.models import StaffMember

_REPLY = Columns(Reply)
_STAFF = Columns(StaffMember)
_PERSON = Columns(Participant)


def told_since(visit: Visit, since: datetime) -> list[Reply]:
    """The oldest first, each with its author."""
    told, written_since = [], visit.told_since or since
    facts = facts_of(visit.participant)
    for values in told_to(**facts, since=since, written_since=written_since, now=visit.now):
        post = _REPLY.made(values[: _REPLY.number])
        by_staff = values[_REPLY.number : _REPLY.number + _STAFF.number]
        if post.staff_id:
            post.staff = _STAFF.made(by_staff)
        else:
            post.participant = _PERSON.made(values[_REPLY.number + _STAFF.number :])
        told.append(post)
    return told


@Statement
def told_to(
    reader: uuid.UUID,
    board: uuid.UUID,
    tester: bool,
    since: datetime,
    written_since: datetime,
    now: datetime,
) -> QuerySet[Any, Any]:
    """Through the gate: what was written to this person's words after `written_since`, and their
    own answers that were rejected after `since`."""
    person = reader_with(reader, board, tester=tester)
    to_me = Reply.objects.to_words_of(person).values("pk")
    written = Q(pk__in=to_me, posted_at__gt=written_since, withdrawn_at=None)
    turned_down = Q(participant=reader, kind=ReplyKind.ANSWER, rejected_at__gt=since)
    return (
        Reply.objects.visible_to(person, now=now)
        .filter((written & ~Q(participant=reader)) | turned_down)
        .order_by("posted_at")
        .values_list(*_REPLY.of(), *_STAFF.of("staff__"), *_PERSON.of("participant__"))
    )
