"""After dates were saved: what is worth a look in the timetable as it is now."""

from django.contrib import messages

from moderation.web import DeskRequest
from sessions.models import Board, Stage
from sessions.timetable.checks import remarks, rows_of


def say_remarks(request: DeskRequest, stage: Stage | None = None) -> None:
    """Those on the board and this stage, or on every stage where none is named."""
    board = Board.objects.get(pk=request.desk.board.pk)
    for found in remarks(board, rows_of(board), now=request.desk.now):
        if stage is None or found.stage in (None, stage):
            messages.warning(request, found.sentence)
