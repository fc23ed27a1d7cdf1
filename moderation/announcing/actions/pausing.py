"""A board is paused, with or without telling everybody by mail, and goes on."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.text.markdown import to_html
from participants.models import Announcement
from sessions.actions.pausing import pause_board, resume_board
from sessions.models import Board, Pause


@transaction.atomic
def pause_and_tell(*, board: Board, message: str, tell: bool, by: User, now: datetime) -> bool:
    """As `pause_board`; with `tell`, its message is announced to everybody until it is resumed."""
    paused = pause_board(board=board, message=message, by=by, now=now)
    if paused and tell:
        _announce(board, board.pauses.get(ended_at=None), by, now)
    return paused


@transaction.atomic
def resume(*, board: Board, by: User, now: datetime) -> bool:
    """As `resume_board`; what told of the pause is taken back, and a mail of it that waits for the
    morning is not sent."""
    told = Announcement.objects.filter(
        board=board, pause__ended_at=None, pause__isnull=False, withdrawn_at=None
    )
    for announcement in told.select_for_update():
        announcement.withdrawn_at, announcement.withdrawn_by = now, by
        announcement.save(update_fields=["withdrawn_at", "withdrawn_by"])
        _record("announcement_taken_back", announcement, by, now)
    return resume_board(board=board, by=by, now=now)


def _announce(board: Board, pause: Pause, by: User, now: datetime) -> None:
    with translation.override(board.language):
        title = _("The board is paused")
    announcement = Announcement.objects.create(
        board=board,
        title=title,
        text=pause.message,
        text_html=to_html(pause.message),
        pause=pause,
        written_at=now,
        written_by=by,
        appears_at=now,
        published_at=now,
        published_by=by,
    )
    _record("announcement_published", announcement, by, now)


def _record(action: str, announcement: Announcement, by: User, now: datetime) -> None:
    Entry.objects.record(
        action, now=now, actor=by.pk, board=announcement.board_id, subject=announcement
    )
