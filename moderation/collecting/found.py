"""Replies, passages and statements in an address, found through what the desk can reach."""

from collections.abc import Collection
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from moderation.collecting.rules import may_collect
from moderation.desk.found import reply_at
from moderation.models import Passage, Statement
from moderation.web import Desk
from participants.models import Reply, ReplyVersion


def reply_to_collect_at(desk: Desk, reply_id: UUID) -> Reply:
    """A reply of which this desk may collect."""
    reply = reply_at(desk, reply_id)
    if not may_collect(desk.member, reply):
        raise Http404
    return reply


def version_that_was_read(reply: Reply, version_id: str) -> ReplyVersion:
    """The reply's version of this id; the current one where none is named."""
    versions = {str(one.pk): one for one in reply.versions.all()}
    wanted = version_id or str(reply.current_version_id)
    if wanted not in versions:
        raise Http404
    version = versions[wanted]
    version.reply = reply
    return version


def passage_at(desk: Desk, passage_id: UUID) -> Passage:
    passages = Passage.objects.for_staff(desk.member).select_related("version__reply")
    return get_object_or_404(passages, pk=passage_id)


def statement_at(desk: Desk, statement_id: UUID) -> Statement:
    statement = get_object_or_404(Statement, board=desk.board, pk=statement_id)
    statement.board = desk.board
    return statement


def statements_at(desk: Desk, ids: Collection[str]) -> dict[str, Statement]:
    """By id; one that is not there is a 404, as in an address."""
    try:
        wanted = {str(UUID(one)) for one in ids}
    except ValueError:
        raise Http404 from None
    statements = Statement.objects.filter(board=desk.board, pk__in=wanted)
    found = {str(one.pk): one for one in statements}
    if wanted - found.keys():
        raise Http404
    return found
