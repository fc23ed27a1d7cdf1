"""Rows in an address, found through what the desk can reach: what is elsewhere is not there."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from moderation.desk.guide import published_questions
from moderation.insight.charts import closed_questions
from moderation.web import Desk
from participants.models import Participant, Reply
from sessions.models import Question, StaffMember, Stage


def stage_at(desk: Desk, stage_id: UUID) -> Stage:
    stage = get_object_or_404(Stage, board=desk.board, pk=stage_id)
    stage.board = desk.board
    return stage


def question_at(desk: Desk, question_id: UUID) -> Question:
    """A published question that takes answers, with its wording's items."""
    questions = published_questions(desk).prefetch_related("current_version__items__picture")
    question = get_object_or_404(questions, pk=question_id)
    question.stage.board = desk.board
    return question


def closed_question_at(desk: Desk, question_id: UUID) -> Question:
    """A published question that is answered by choosing, with its wording's items."""
    return get_object_or_404(closed_questions(desk), pk=question_id)


def person_at(desk: Desk, participant_id: UUID) -> Participant:
    person = get_object_or_404(Participant, board=desk.board, pk=participant_id)
    person.board = desk.board
    return person


def reply_at(desk: Desk, reply_id: UUID) -> Reply:
    """A reply that this desk may read; hidden and absent are the same 404."""
    return get_object_or_404(
        Reply.objects.for_staff(desk.member)
        .filter(board=desk.board)
        .select_related("board", "question__stage", "participant", "parent"),
        pk=reply_id,
    )


def member_at(desk: Desk, member_id: UUID) -> StaffMember:
    return get_object_or_404(StaffMember.objects.current(), board=desk.board, pk=member_id)
