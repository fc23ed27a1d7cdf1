"""Someone takes their leave: data, a trace, and their words kept or removed as they said."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.privacy.scrubbing import scrubbing
from participants import rules
from participants.actions.posting import take_turns
from participants.actions.routing import follow_answers
from participants.actions.uploading import remove_drafted
from participants.enums import AnswersAfterWithdrawal
from participants.models import (
    AnswerValue,
    Call,
    Draft,
    Membership,
    Mention,
    Participant,
    Quote,
    Reply,
    ReplyVersion,
    Resonance,
    Skip,
    Verdict,
)
from sessions.models import Question, SegmentSet


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
        _remove_words(participant, now)
    Entry.objects.record(
        "participant withdrew",
        now=now,
        actor=by.pk if by else None,
        board=participant.board_id,
        subject=participant,
        answers=answers.value,
    )


def _remove_words(participant: Participant, now: datetime) -> None:
    versions = ReplyVersion.objects.filter(reply__participant=participant)
    AnswerValue.objects.filter(version__in=versions).delete()
    Mention.objects.filter(version__in=versions).delete()
    Quote.objects.filter(Q(version__in=versions) | Q(quoted__in=versions)).delete()
    Resonance.objects.filter(
        Q(participant=participant) | Q(reply__participant=participant)
    ).delete()
    remove_drafted(participant=participant)
    with scrubbing():
        versions.update(text="", html="", original="", lexemes=None, source="")
    Reply.objects.filter(participant=participant).update(withdrawn_at=now)
    Call.objects.filter(participant=participant).update(why="")
    Skip.objects.filter(participant=participant).update(why="", reason="")
    Verdict.objects.filter(participant=participant).delete()
    _forget_routes(participant, now)


def _forget_routes(participant: Participant, now: datetime) -> None:
    """Nothing tells any more what they chose, but where replies are read within a set: what
    others wrote in their threads stays with those who could read it."""
    limited = SegmentSet.objects.filter(
        pk__in=Question.objects.filter(stage__board=participant.board_id).values("within_set")
    )
    routed = Membership.objects.filter(participant=participant, routed_by__isnull=False)
    gone = routed.exclude(ended_at=None, segment_set__in=limited)
    sets = SegmentSet.objects.exclude(pk__in=limited).filter(
        pk__in=list(gone.values_list("segment_set", flat=True))
    )
    gone.delete()
    follow_answers(participant, sets, now=now)
