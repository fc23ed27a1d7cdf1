"""Staff decide what others may read: conceal, let through, restore, reveal (rules 2 and 13)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from participants.actions.unlocking import keep_open_what_was_readable
from participants.models import Reply
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
