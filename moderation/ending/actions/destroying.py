"""Something of a board is destroyed for good: who was who, the addresses, or all that was said."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.privacy import ledger
from bulletin.privacy.enums import Destroyable
from bulletin.privacy.models import Destruction
from bulletin.privacy.scrubbing import scrubbing
from moderation.ending.actions.doomed import GOES
from moderation.participation import figures
from sessions.actions.destroying import date_of
from sessions.actions.errors import Refused
from sessions.actions.staging import locked_board
from sessions.enums import Identity
from sessions.models import Board


def counts_of(board: Board, what: Destroyable) -> dict[str, int]:
    """How many rows of each sort would go now; what there is none of is left out."""
    counted = {one.key: one.rows(board).count() for one in GOES[what]}
    return {key: number for key, number in counted.items() if number}


def may_be_destroyed(board: Board, what: Destroyable, now: datetime) -> bool:
    """Its day has come, nobody writes any more, and it is still there."""
    day = date_of(board, what)
    return (
        day is not None
        and board.is_launched(now)
        and board.grace_is_over(now)
        and day <= now.astimezone(board.zone).date()
        and not Destruction.objects.filter(board=board.pk, what=what).exists()
    )


@transaction.atomic
def confirm_destruction(*, board: Board, what: Destroyable, by: User, now: datetime) -> Destruction:
    """It is destroyed, and the ledger and the trail say so. Raises Refused before its day."""
    board = locked_board(board)
    if not may_be_destroyed(board, what, now):
        raise Refused(_("That cannot be destroyed now: its day has not come, or it is gone."))
    receipt = destroy(board=board.pk, what=what, at=now, by=by.pk)
    assert receipt is not None
    Entry.objects.record(
        "board_destruction", now=now, actor=by.pk, board=board.pk, subject=board, which=what.value
    )
    ledger.write(ledger.Line(kind_of(what), board.pk, now, by.pk))
    return receipt


def kind_of(what: Destroyable) -> str:
    """What the ledger of erasures calls it."""
    return f"board_{what.value}"


def destroy_again(what: Destroyable, line: ledger.Line) -> bool:
    """What was destroyed since a backup was made is destroyed in what came back with it."""
    there = Board.objects.filter(pk=line.subject).first()
    if there is None:
        return False
    came_back = bool(counts_of(there, what))
    destroy(board=line.subject, what=what, at=line.at, by=line.by)
    return came_back


@transaction.atomic
def destroy(
    *, board: UUID, what: Destroyable, at: datetime, by: UUID | None = None
) -> Destruction | None:
    """What is still there of it goes, whatever went before; the first receipt stays.

    Needs nothing but what a ledger keeps, so that a restored backup can be treated anew. None
    where there is no such board. Files go once the transaction is certain.
    """
    here = Board.objects.select_for_update(no_key=True).filter(pk=board).first()
    if here is None:
        return None
    # Whoever answers holds their own place: nobody writes meanwhile.
    bool(here.participants.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    counts = {"went": counts_of(here, what), "figures": _figures(here, at)}
    with scrubbing():
        for one in GOES[what]:
            if one.go:
                one.go(one.rows(here), at, by)
        if what == Destroyable.KEY:
            _name_by_pseudonym(here)
    receipt, _made = Destruction.objects.get_or_create(
        board=board, what=what, defaults={"at": at, "by": by, "counts": counts}
    )
    return receipt


def _figures(board: Board, at: datetime) -> list[tuple[str, int]]:
    """Who took part, in numbers, as it could be counted before."""
    return [(str(label), number) for label, number in figures(board, at).lines()]


def _name_by_pseudonym(board: Board) -> None:
    """Nobody is left to be shown under another name."""
    board.identity_peers = board.identity_staff = board.identity_exports = Identity.PSEUDONYM
    board.save(update_fields=["identity_peers", "identity_staff", "identity_exports"])


def gone_from(board: UUID) -> dict[Destroyable, Destruction]:
    """The receipts that there are."""
    found: Iterable[Destruction] = Destruction.objects.filter(board=board)
    return {Destroyable(one.what): one for one in found}
