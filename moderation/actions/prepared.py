"""Questions that staff have ready: adding, changing, ordering and removing them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from moderation.models import PreparedProbe
from sessions.models import Board, Question


@transaction.atomic
def prepare_probe(
    *,
    board: Board,
    question: Question | None,
    text: str,
    by: User,
    now: datetime,
    position: int | None = None,
) -> PreparedProbe:
    """It is offered from now on, last of all unless given back its old `position`."""
    last = board.prepared_probes.aggregate(last=Max("position", default=0))["last"]
    made = PreparedProbe.objects.create(
        board=board, question=question, text=text, position=position or last + 1
    )
    _record("probe_prepared", board, by, now)
    return made


@transaction.atomic
def change_prepared(
    *, prepared: PreparedProbe, question: Question | None, text: str, by: User, now: datetime
) -> None:
    prepared.question, prepared.text = question, text
    prepared.save(update_fields=["question", "text"])
    _record("prepared_probe_changed", prepared.board, by, now)


@transaction.atomic
def remove_prepared(*, prepared: PreparedProbe, by: User, now: datetime) -> dict[str, Any]:
    """It is offered no more; returns what `prepare_probe` takes to bring it back."""
    kept = {
        "question": str(prepared.question_id) if prepared.question_id else None,
        "text": prepared.text,
        "position": prepared.position,
    }
    prepared.delete()
    _record("prepared_probe_removed", prepared.board, by, now)
    return kept


@transaction.atomic
def move_up(*, prepared: PreparedProbe, by: User, now: datetime) -> bool:
    """It changes places with the one before it; False for the first."""
    rows = list(
        PreparedProbe.objects.select_for_update()
        .filter(board=prepared.board)
        .order_by("position", "pk")
    )
    place = rows.index(prepared)
    if not place:
        return False
    rows[place - 1], rows[place] = rows[place], rows[place - 1]
    for number, row in enumerate(rows, start=1):
        row.position = number
    PreparedProbe.objects.bulk_update(rows, ["position"])
    _record("prepared_probe_moved", prepared.board, by, now)
    return True


def _record(action: str, board: Board, by: User, now: datetime) -> None:
    Entry.objects.record(action, now=now, actor=by.pk, board=board.pk)
