"""Staff decide what others may read and what counts: conceal, hold, reject, reveal (rules 2, 3)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import nudge
from participants.actions.grouping import regroup
from participants.actions.posting import take_turns
from participants.actions.routing import follow_answer
from participants.actions.unlocking import (
    keep_open_what_was_readable,
    lock_again,
    note_finish,
    remember_what_is_open,
)
from participants.enums import ReplyKind
from participants.models import Participant, Reply
from sessions.actions.errors import Refused
from sessions.enums import Reveal
from sessions.models import Question


@transaction.atomic
def conceal_reply(*, reply: Reply, by: User, now: datetime) -> bool:
    """Only its author and staff read the reply, and what hangs on it; nobody is locked again.

    False, and nothing changes, where it is concealed already.
    """
    concealed = Reply.objects.filter(pk=reply.pk, concealed_at=None).update(
        concealed_at=now, concealed_by=by
    )
    return _record(concealed, "reply_concealed", reply, by, now)


@transaction.atomic
def restore_reply(*, reply: Reply, by: User, now: datetime) -> bool:
    """A concealed reply is read again as its question's reveal says; False where it was not."""
    restored = Reply.objects.filter(pk=reply.pk, concealed_at__isnull=False).update(
        concealed_at=None, concealed_by=None
    )
    return _record(restored, "reply_restored", reply, by, now)


@transaction.atomic
def let_through(*, reply: Reply, by: User, now: datetime) -> bool:
    """A reply that was held for staff becomes readable to others; False where it was not held."""
    passed = Reply.objects.filter(pk=reply.pk, held_at__isnull=False).update(held_at=None)
    return _record(passed, "reply_let_through", reply, by, now)


@transaction.atomic
def let_all_through(*, participant: Participant, by: User, now: datetime) -> int:
    """All that is held of this person becomes readable to others; returns how many replies."""
    held = Reply.objects.standing().filter(participant=participant, held_at__isnull=False)
    return sum(let_through(reply=reply, by=by, now=now) for reply in held.order_by("posted_at"))


@transaction.atomic
def reject_reply(*, reply: Reply, why: str, by: User, now: datetime) -> bool:
    """What a participant said counts for nothing, and they are told why (rule 3).

    Of an answer, the others' replies lock again for its author, who is routed by it no longer.
    False where it was rejected
    before. Raises Refused for what staff said.
    """
    if reply.participant is None:
        raise Refused(_("What staff say is not rejected: it can be concealed."))
    take_turns(reply.participant, reply.question)
    rejected = Reply.objects.filter(pk=reply.pk, rejected_at=None, withdrawn_at=None).update(
        rejected_at=now, rejected_by=by, rejected_why=why
    )
    if rejected and reply.kind == ReplyKind.ANSWER:
        lock_again(question=reply.question, participant=reply.participant, now=now)
        if moved := follow_answer(reply.participant, reply.question, now=now):
            regroup(reply.participant, moved, now=now)
            remember_what_is_open(reply.participant, now=now)
    nudge()
    return _record(rejected, "reply_rejected", reply, by, now)


@transaction.atomic
def take_rejection_back(*, reply: Reply, by: User, now: datetime) -> bool:
    """It counts again as it did, and opens to its author what it opened; False where it stood."""
    if reply.participant is None:
        return False
    take_turns(reply.participant, reply.question)
    back = Reply.objects.filter(pk=reply.pk, rejected_at__isnull=False).update(
        rejected_at=None, rejected_by=None, rejected_why=""
    )
    if back and reply.kind == ReplyKind.ANSWER:
        moved = follow_answer(reply.participant, reply.question, now=now)
        note_finish(reply.participant, reply.question, reply.said_at)
        if moved:
            regroup(reply.participant, moved, now=now)
        remember_what_is_open(reply.participant, now=now)
    return _record(back, "rejection_taken_back", reply, by, now)


@transaction.atomic
def let_off(*, reply: Reply, by: User, now: datetime) -> bool:
    """Nobody waits any more for a reply to this probe; False where nobody did."""
    off = Reply.objects.filter(pk=reply.pk, needs_reply=True).update(needs_reply=False)
    return _record(off, "probe_let_off", reply, by, now)


@transaction.atomic
def reveal_question(*, question: Question, by: User, now: datetime) -> bool:
    """Whoever answered this question reads the others' replies to it from now on, for good.

    False where it was revealed before. Raises Refused for a question that opens by itself.
    """
    if question.reveal != Reveal.ON_REVEAL:
        raise Refused(_("Replies to this question open without a facilitator."))
    revealed = Question.objects.filter(pk=question.pk, revealed_at=None).update(
        revealed_at=now, revealed_by=by
    )
    if revealed:
        keep_open_what_was_readable(question=question, now=now)
        Entry.objects.record(
            "question_revealed",
            now=now,
            actor=by.pk,
            board=question.stage.board_id,
            subject=question,
        )
    return bool(revealed)


def _record(changed: int, action: str, reply: Reply, by: User, now: datetime) -> bool:
    if changed:
        Entry.objects.record(action, now=now, actor=by.pk, board=reply.board_id, subject=reply)
    return bool(changed)
