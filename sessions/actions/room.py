"""Who should be in the room, and what those find who come into it late."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from sessions.actions.staging import locked_board
from sessions.models import Board, Segment


@transaction.atomic
def set_wanted(*, board: Board, wanted: Mapping[UUID, int | None], by: User, now: datetime) -> bool:
    """So many people of each of these segments should be on the board, None for any number.

    False where that is so already.
    """
    board = locked_board(board)
    changed = [
        segment
        for segment in Segment.objects.filter(segment_set__board=board, pk__in=list(wanted))
        if segment.wanted != wanted[segment.pk]
    ]
    for segment in changed:
        segment.wanted = wanted[segment.pk]
    Segment.objects.bulk_update(changed, ["wanted"])
    if changed:
        Entry.objects.record("voices_set", now=now, actor=by.pk, board=board.pk, subject=board)
    return bool(changed)


@transaction.atomic
def set_late_joiner_days(*, board: Board, days: int | None, by: User, now: datetime) -> bool:
    """Stages that have closed are open for so many days to whoever is added from now on, or stay
    closed for None. Those who were added before keep what they have. False where it is so.
    """
    board = locked_board(board)
    before = board.late_joiner_days
    if before == days:
        return False
    board.late_joiner_days = days
    board.save(update_fields=["late_joiner_days"])
    Entry.objects.record(
        "late_joiners_set",
        now=now,
        actor=by.pk,
        board=board.pk,
        subject=board,
        before=before,
        after=days,
    )
    return True
