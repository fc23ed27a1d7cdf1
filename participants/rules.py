"""What a participant may do now, beside what they may read: small questions, each yes or no."""

import uuid
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from bulletin.statements import Statement
from participants.enums import AnswersAfterWithdrawal, ReplyKind
from participants.gate.openness import open_stages, unanswered_required
from participants.gate.questions import shown_questions
from participants.gate.reader import facts_of, reader_with
from participants.models import Participant, Reply
from sessions.enums import Audience, Identity, Kind, OnWithdrawal
from sessions.models import Board, Question


def may_write(board: Board, now: datetime, *, paused: bool | None = None) -> bool:
    """Whether anything at all may be written on the board: not paused, not past its grace.

    One query where the caller does not know whether it is `paused`.
    """
    if not board.is_launched(now) or board.grace_is_over(now):
        return False
    return not (board.pauses.open(now=now).exists() if paused is None else paused)


def in_the_way(participant: Participant, question: Question) -> QuerySet[Question]:
    """What a stage that goes in order wants answered before this question."""
    if not question.stage.in_order:
        return Question.objects.none()
    return unanswered_required(participant).filter(
        stage=question.stage_id, position__lt=question.position
    )


@Statement
def taking_answers(
    reader: uuid.UUID,
    board: uuid.UUID,
    tester: bool,
    question: uuid.UUID,
    now: datetime,
    said_at: datetime,
) -> QuerySet[Any, Any]:
    """The question, if it is shown to them now and took answers then."""
    person = reader_with(reader, board, tester=tester)
    return (
        Question.objects.filter(
            pk__in=shown_questions.ids(person, now),
            stage__in=open_stages.ids(person, said_at),
        )
        .filter(pk=question)
        .exclude(kind=Kind.TEXT_PAGE)
        .values_list("pk")
    )


@Statement
def shown(
    reader: uuid.UUID, board: uuid.UUID, tester: bool, question: uuid.UUID, now: datetime
) -> QuerySet[Any, Any]:
    """The question, if it is shown to them now."""
    person = reader_with(reader, board, tester=tester)
    return Question.objects.filter(
        pk__in=shown_questions.ids(person, now), pk=question
    ).values_list("pk")


@Statement
def readable(
    reader: uuid.UUID, board: uuid.UUID, tester: bool, post: uuid.UUID, now: datetime
) -> QuerySet[Any, Any]:
    """The post, if they may read it now."""
    person = reader_with(reader, board, tester=tester)
    return Reply.objects.visible_to(person, now=now).filter(pk=post).values_list("pk")


def may_answer(
    participant: Participant, question: Question, now: datetime, *, said_at: datetime | None = None
) -> bool:
    """Whether the question takes an answer from this person.

    With `said_at`, whether it took one then, from someone who holds a place now: what staff
    enter on behalf (rule 16) was said in time or was not; it keeps no order.
    """
    facts = facts_of(participant)
    takes_it = taking_answers(**facts, question=question.pk, now=now, said_at=said_at or now)
    return bool(takes_it) and (
        said_at is not None or not in_the_way(participant, question).exists()
    )


def may_skip(participant: Participant, question: Question, now: datetime) -> bool:
    """Whether this person may pass the question over: it is optional, takes an answer from them
    now, and none of theirs stands."""
    given = Reply.objects.answers().standing().filter(participant=participant, question=question)
    return not question.required and may_answer(participant, question, now) and not given.exists()


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
        and bool(shown(**facts_of(participant), question=answer.question_id, now=now))
    )


def may_comment(participant: Participant, post: Reply, now: datetime) -> bool:
    """Whether this person may write under a post: they can read it and the board takes words."""
    return (
        post.withdrawn_at is None
        and post.rejected_at is None
        and may_write(participant.board, now)
        and bool(shown(**facts_of(participant), question=post.question_id, now=now))
        and bool(readable(**facts_of(participant), post=post.pk, now=now))
    )


def may_call_for_help(participant: Participant, question: Question, now: datetime) -> bool:
    """Whether this person may write to staff under a question: it is shown to them, and the
    board takes words."""
    return (
        question.kind != Kind.TEXT_PAGE
        and may_write(participant.board, now)
        and bool(shown(**facts_of(participant), question=question.pk, now=now))
    )


def may_report(participant: Participant, post: Reply, now: datetime) -> bool:
    """Whether this person may report a post: another participant's, which they can read while
    the board takes words."""
    return post.participant_id not in (None, participant.pk) and may_comment(participant, post, now)


def may_resonate(participant: Participant, post: Reply, now: datetime) -> bool:
    """Whether this person may say that a post rings true: another participant's words, which they
    can read while the board takes words."""
    return post.kind != ReplyKind.PROBE and may_report(participant, post, now)


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


def may_withdraw_replies(board: Board, now: datetime) -> bool:
    """Whether a person may take single posts of theirs back: as long as somebody who withdraws
    may have all of theirs removed, paused or ended as the board may be (ADR 48)."""
    return AnswersAfterWithdrawal.REMOVE in withdrawal_choices(board, now)


def may_draw_pseudonym(participant: Participant) -> bool:
    """Whether they may still take another: the board offers it, somebody meets them by it, and
    nothing of theirs stands under it yet (ADR 49). One query where the board does."""
    board = participant.board
    is_used = any(board.identity_for(one) == Identity.PSEUDONYM for one in Audience)
    return (
        board.choose_pseudonym
        and is_used
        and not Reply.objects.filter(participant=participant).exists()
    )
