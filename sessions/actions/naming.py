"""Whether people may take another of the pseudonyms drawn for them."""

from datetime import datetime

from django.db import transaction

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from sessions.actions.staging import locked_board
from sessions.models import Board


@transaction.atomic
def set_choice_of_pseudonym(*, board: Board, offered: bool, by: User, now: datetime) -> bool:
    """Whoever has not posted yet may from now on, or may no longer; names that were taken stay.
    False where it is so already."""
    board = locked_board(board)
    if board.choose_pseudonym == offered:
        return False
    board.choose_pseudonym = offered
    board.save(update_fields=["choose_pseudonym"])
    action = "pseudonyms_offered" if offered else "pseudonyms_not_offered"
    Entry.objects.record(action, now=now, actor=by.pk, board=board.pk, subject=board)
    return True
