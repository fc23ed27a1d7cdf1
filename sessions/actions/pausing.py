"""A board stands still for a while: everyone reads on, nobody writes, dates stay (rule 5)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import nudge
from sessions.actions.errors import Refused
from sessions.models import Board, Pause
from sessions.rules import may_be_paused


@transaction.atomic
def pause_board(*, board: Board, message: str, by: User, now: datetime) -> bool:
    """No participant can write, and reminders wait, until the board is resumed.

    `message` is shown to participants. False, and nothing changes, where it is paused already.
    Raises Refused for a board that does not run.
    """
    if not may_be_paused(board, now):
        raise Refused(_("Only a board that is running can be paused."))
    pause, made = Pause.objects.get_or_create(
        board=board,
        ended_at=None,
        defaults={"message": message.strip(), "started_at": now, "started_by": by},
    )
    if made:
        Entry.objects.record("board_paused", now=now, actor=by.pk, board=board.pk, subject=pause)
    return made


@transaction.atomic
def resume_board(*, board: Board, by: User, now: datetime) -> bool:
    """Participants can write again, and reminders that are still wanted go out.

    False, and nothing changes, where the board is not paused.
    """
    pause = Pause.objects.select_for_update().filter(board=board, ended_at=None).first()
    if pause is None:
        return False
    pause.ended_at, pause.ended_by = now, by
    pause.save(update_fields=["ended_at", "ended_by"])
    Entry.objects.record("board_resumed", now=now, actor=by.pk, board=board.pk, subject=pause)
    nudge()
    return True
