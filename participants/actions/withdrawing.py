"""Someone takes back what they wrote, or their leave: data, a trace, and their words kept or
removed as they said."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from participants import rules
from participants.actions.drafting import discard_draft
from participants.actions.grouping import regroup
from participants.actions.posting import NotOpen, take_turns
from participants.actions.removing import forget_routes, remove_words
from participants.actions.unlocking import remember_what_is_open
from participants.actions.uploading import remove_drafted
from participants.enums import AnswersAfterWithdrawal, ReplyKind
from participants.models import Call, Draft, Participant, Reply, Resonance, Skip, Verdict


@transaction.atomic
def withdraw(
    *,
    participant: Participant,
    answers: AnswersAfterWithdrawal,
    now: datetime,
    by: User | None,
) -> None:
    """The person no longer takes part; a second call changes nothing.

    With `remove`, every word they posted, reported a post or skipped a question with is gone from
    the database, and a tombstone stands in its place, which locks nothing again (rule 4). Drafts
    go either way. `by` is the staff member who acts for them, None the person themself, who has
    the board's choices alone: ValueError for any other.
    """
    take_turns(participant)
    participant.refresh_from_db()
    if participant.withdrawn_at is not None:
        return
    if by is None and answers not in rules.withdrawal_choices(participant.board, now):
        raise ValueError(f"this board does not offer: {answers}")
    participant.withdrawn_at = now
    participant.withdrawn_answers = answers
    participant.save(update_fields=["withdrawn_at", "withdrawn_answers"])
    Draft.objects.filter(participant=participant).delete()
    remove_drafted(participant=participant)
    if answers == AnswersAfterWithdrawal.REMOVE:
        _remove_everything(participant, now)
    Entry.objects.record(
        "participant withdrew",
        now=now,
        actor=by.pk if by else None,
        board=participant.board_id,
        subject=participant,
        answers=answers.value,
    )


def _remove_everything(participant: Participant, now: datetime) -> None:
    theirs = Reply.objects.filter(participant=participant)
    remove_words(participant, theirs, now=now)
    Resonance.objects.filter(participant=participant).delete()
    Call.objects.filter(participant=participant).update(why="")
    Skip.objects.filter(participant=participant).update(why="", reason="")
    Verdict.objects.filter(participant=participant).delete()
    forget_routes(participant, theirs, now=now)


@transaction.atomic
def withdraw_reply(*, participant: Participant, reply: Reply, now: datetime) -> None:
    """One answer or comment of theirs is a tombstone; a second call changes nothing.

    It locks nothing (rule 4): an answer still counts as given, is not left to do again, and may
    be given anew, then marked by what its author had been served of others. What it had routed
    its author to is settled as if it had not been given. Raises NotOpen where the board does not
    let answers be removed, or no longer does.
    """
    take_turns(participant, reply.question)
    theirs = Reply.objects.filter(pk=reply.pk, participant=participant, withdrawn_at=None)
    if not theirs.exists():
        return
    if not rules.may_withdraw_replies(participant.board, now):
        raise NotOpen(_("What was written here can no longer be taken back."))
    here = Reply.objects.filter(pk=reply.pk)
    remove_words(participant, here, now=now)
    if reply.kind == ReplyKind.ANSWER:
        discard_draft(participant=participant, question=reply.question, entry=reply.entry)
    moved = forget_routes(participant, here, now=now)
    if moved:
        regroup(participant, moved, now=now)
    remember_what_is_open(participant, now=now)
    Entry.objects.record(
        "reply_withdrawn", now=now, actor=None, board=participant.board_id, subject=reply
    )
