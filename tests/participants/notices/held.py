"""A notice that a pause held back, and what became of it once the pause was over."""

from django.db.models import F

from bulletin.outbox.enums import Wait
from bulletin.outbox.models import Notice
from bulletin.outbox.sweeping import sweep
from sessions.models import Board
from tests import factories
from tests.factories import HOUR, NOW


def planned_then(board: Board, kind: str) -> Notice:
    """The one notice of this kind, planned while a pause kept it back, which is over now."""
    factories.pause(board, started_at=NOW - HOUR)
    sweep(now=NOW)
    notice = Notice.objects.get(kind=kind)
    assert notice.held_why == Wait.PAUSED
    board.pauses.update(ended_at=NOW, ended_by=F("started_by"))
    return notice


def why_dropped(notice: Notice) -> str:
    notice.refresh_from_db()
    return notice.dropped_why
