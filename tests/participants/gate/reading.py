"""What one participant reads, in a test's words."""

import uuid
from datetime import datetime

from django.http import Http404

from participants.board.replies import look_of
from participants.board.rows import Row, Sight
from participants.board.shown import shown_to
from participants.models import Participant, Reply
from participants.web import Visit
from sessions.models import Board, Question
from tests.factories import NOW


def reads(reader: Participant, now: datetime = NOW) -> set[Reply]:
    """Everything on the board that this participant may read, in whatever state they are now."""
    fresh = Participant.objects.get(pk=reader.pk)
    return set(Reply.objects.visible_to(fresh, now=now))


def on_pages(board: Board, reader: Participant, now: datetime = NOW) -> set[str]:
    """The ids of all that the pages of the board's questions would show this participant."""
    fresh = Participant.objects.select_related("board").get(pk=reader.pk)
    questions = Question.objects.filter(stage__board=board).values_list("pk", flat=True)
    shown = (_rows(Visit(fresh, now), question) for question in questions)
    return {row.id for rows, _sight in shown for row in rows}


def on_page(question: uuid.UUID, reader: Participant, now: datetime = NOW) -> set[str]:
    """Those of one question's page; what a poll sees of it is the very same replies."""
    fresh = Participant.objects.select_related("board").get(pk=reader.pk)
    visit = Visit(fresh, now)
    rows, sight = _rows(visit, question)
    if rows:
        assert look_of(shown_to(visit, question), visit).sight() == sight
    return {row.id for row in rows}


def _rows(visit: Visit, question: uuid.UUID) -> tuple[list[Row], Sight | None]:
    try:
        return look_of(shown_to(visit, question), visit).rows()
    except Http404:
        return [], None
