"""Codes, codings and redactions in an address, found through what the desk can reach."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from moderation.coding.rules import may_code
from moderation.desk.found import reply_at
from moderation.models import Code, Coding
from moderation.web import Desk
from participants.models import Redaction, Reply


def code_at(desk: Desk, code_id: UUID) -> Code:
    """In the codebook or removed from it."""
    code = get_object_or_404(Code.objects.select_related("parent"), board=desk.board, pk=code_id)
    code.board = desk.board
    return code


def current_code_at(desk: Desk, code_id: UUID) -> Code:
    code = code_at(desk, code_id)
    if code.removed_at is not None:
        raise Http404
    return code


def reply_to_code_at(desk: Desk, reply_id: UUID) -> Reply:
    """A reply that this desk may code."""
    reply = reply_at(desk, reply_id)
    if not may_code(desk.member, reply):
        raise Http404
    return reply


def reply_with_words_at(desk: Desk, reply_id: UUID) -> Reply:
    """A reply whose words are still there."""
    reply = reply_at(desk, reply_id)
    if reply.withdrawn_at is not None:
        raise Http404
    return reply


def coding_at(desk: Desk, coding_id: UUID) -> Coding:
    return get_object_or_404(
        Coding.objects.filter(
            version__reply__in=Reply.objects.for_staff(desk.member).filter(board=desk.board)
        ).select_related("version__reply", "code"),
        pk=coding_id,
    )


def redaction_at(desk: Desk, redaction_id: UUID) -> Redaction:
    return get_object_or_404(
        Redaction.objects.filter(
            version__reply__in=Reply.objects.for_staff(desk.member).filter(board=desk.board)
        ).select_related("version__reply__board"),
        pk=redaction_id,
    )
