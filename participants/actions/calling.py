"""A participant calls for staff, and staff settle it: what stands on the board stays as it is."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import nudge
from participants import rules
from participants.actions.posting import (
    SECOND_CLICK,
    Circumstances,
    NotOpen,
    add_version,
    begun_thread,
    note_first_post,
    take_turns,
)
from participants.enums import CallKind, ReplyKind
from participants.kinds.content import AnswerContent
from participants.models import Call, Participant, Reply
from sessions.models import Question


@transaction.atomic
def call_for_help(
    *, participant: Participant, question: Question, text: str, now: datetime
) -> Call:
    """The words stand under the question, between this person and staff, who are told at once.

    They unlock nothing and are never held. The same words sent twice within a minute are one
    call. Raises NotOpen where this person may write nothing there now.
    """
    take_turns(participant, to_post_at=now)
    if not rules.may_call_for_help(participant, question, now):
        raise NotOpen(_("Nothing can be written on the board at present."))
    if again := _just_called(participant, question, text, now):
        return again
    call = Call.objects.create(
        participant=participant,
        reply=_words_to_staff(participant, question, text, now),
        kind=CallKind.HELP,
        made_at=now,
    )
    nudge()
    return call


@transaction.atomic
def report_post(
    *, participant: Participant, post: Reply, why: str, now: datetime
) -> tuple[Call, bool]:
    """Staff are told at once of a post that this person finds wrong; nobody else learns of it.

    The call, and whether it is new: a second one about the same post changes nothing. Raises
    NotOpen where this person may not report the post now.
    """
    take_turns(participant)
    if not rules.may_report(participant, post, now):
        raise NotOpen(_("This post cannot be reported at present."))
    call, is_new = Call.objects.get_or_create(
        participant=participant,
        reply=post,
        kind=CallKind.REPORT,
        defaults={"why": why, "made_at": now},
    )
    if is_new:
        nudge()
    return call, is_new


@transaction.atomic
def settle_call(*, call: Call, by: User, now: datetime) -> bool:
    """Nothing is left to do about the call. False, and nothing changes, where it was so."""
    settled = Call.objects.open().filter(pk=call.pk).update(settled_at=now, settled_by=by)
    return _record(settled, "call_settled", call, by, now)


@transaction.atomic
def open_call_again(*, call: Call, by: User, now: datetime) -> bool:
    """A settled call waits again; False where it was open. Nobody is told anew by mail."""
    opened = Call.objects.filter(pk=call.pk, settled_at__isnull=False).update(
        settled_at=None, settled_by=None
    )
    return _record(opened, "call_opened_again", call, by, now)


def settle_by_answering(reply: Reply, *, now: datetime) -> None:
    """What staff say in the thread of a call for help settles it."""
    assert reply.staff is not None
    waiting = Call.objects.open().filter(kind=CallKind.HELP, reply=reply.thread_id)
    for call in waiting.select_related("reply"):
        settle_call(call=call, by=reply.staff.user, now=now)


def _just_called(
    participant: Participant, question: Question, text: str, now: datetime
) -> Call | None:
    return Call.objects.filter(
        participant=participant,
        kind=CallKind.HELP,
        made_at__gt=now - SECOND_CLICK,
        reply__question=question,
        reply__current_version__text=text,
    ).first()


def _words_to_staff(
    participant: Participant, question: Question, text: str, now: datetime
) -> Reply:
    """A private comment directly under its question."""
    how = Circumstances(now, now)
    reply = begun_thread(ReplyKind.COMMENT, participant, question, how, private_to=participant)
    reply.save(force_insert=True)
    add_version(reply, AnswerContent(text=text), question.wording, how)
    note_first_post(reply, question.wording, now)
    return reply


def _record(changed: int, action: str, call: Call, by: User, now: datetime) -> bool:
    if changed:
        Entry.objects.record(
            action,
            now=now,
            actor=by.pk,
            board=call.reply.board_id,
            subject=call.reply,
            kind=call.kind,
        )
    return bool(changed)
