"""What a participant may do now, beside what they may read: small questions, each yes or no."""

from datetime import datetime

from django.db.models import QuerySet

from participants.enums import AnswersAfterWithdrawal
from participants.gate.openness import open_stages, unanswered_required
from participants.gate.questions import shown_questions
from participants.models import Participant, Reply
from sessions.enums import Kind, OnWithdrawal
from sessions.models import Board, Question


def may_write(board: Board, now: datetime) -> bool:
    """Whether anything at all may be written on the board: not paused, not past its grace."""
    return (
        board.is_launched(now)
        and not board.grace_is_over(now)
        and not board.pauses.open(now=now).exists()
    )


def in_the_way(participant: Participant, question: Question) -> QuerySet[Question]:
    """What a stage that goes in order wants answered before this question."""
    if not question.stage.in_order:
        return Question.objects.none()
    return unanswered_required(participant).filter(
        stage=question.stage_id, position__lt=question.position
    )


def may_answer(
    participant: Participant, question: Question, now: datetime, *, said_at: datetime | None = None
) -> bool:
    """Whether the question takes an answer from this person.

    With `said_at`, whether it took one then, from someone who holds a place now: what staff
    enter on behalf (rule 16) was said in time or was not; it keeps no order.
    """
    stages = open_stages(participant, said_at or now)
    takes_it = (
        shown_questions(participant, now)
        .filter(pk=question.pk, stage__in=stages.values("pk"))
        .exclude(kind=Kind.TEXT_PAGE)
        .exists()
    )
    return takes_it and (said_at is not None or not in_the_way(participant, question).exists())


def may_correct(
    participant: Participant, answer: Reply, now: datetime, *, said_at: datetime | None = None
) -> bool:
    """Whether this person may give their own answer a new wording; the stage may have closed.

    With `said_at`, whether they might have then, for what staff enter on behalf.
    """
    return (
        answer.participant_id == participant.pk
        and answer.rejected_at is None
        and answer.withdrawn_at is None
        and may_write(participant.board, said_at or now)
        and shown_questions(participant, now).filter(pk=answer.question_id).exists()
    )


def may_comment(participant: Participant, post: Reply, now: datetime) -> bool:
    """Whether this person may write under a post: they can read it and the board takes words."""
    return (
        post.withdrawn_at is None
        and post.rejected_at is None
        and may_write(participant.board, now)
        and shown_questions(participant, now).filter(pk=post.question_id).exists()
        and Reply.objects.visible_to(participant, now=now).filter(pk=post.pk).exists()
    )


def withdrawal_choices(board: Board, now: datetime) -> list[AnswersAfterWithdrawal]:
    """What someone who withdraws may have done with their answers.

    After the date until which answers can be taken back, they are kept.
    """
    if board.withdrawal_until is not None and board.withdrawal_until <= now:
        return [AnswersAfterWithdrawal.KEEP]
    return {
        OnWithdrawal.KEEP: [AnswersAfterWithdrawal.KEEP],
        OnWithdrawal.REMOVE: [AnswersAfterWithdrawal.REMOVE],
        OnWithdrawal.ASK: list(AnswersAfterWithdrawal),
    }[OnWithdrawal(board.withdrawal_answers)]
