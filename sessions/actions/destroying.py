"""When what a board keeps is to be destroyed: dates that its participants are told."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.privacy.enums import Destroyable
from bulletin.privacy.models import Destruction
from sessions.actions.errors import Refused
from sessions.actions.staging import locked_board
from sessions.models import Board


def date_of(board: Board, what: Destroyable) -> date | None:
    """The day of the board's own calendar on which this is to be destroyed."""
    day: date | None = getattr(board, f"destroy_{what.value}_on")
    return day


@transaction.atomic
def set_destruction_dates(
    *, board: Board, to: Mapping[Destroyable, date | None], why: str, by: User, now: datetime
) -> list[Destroyable]:
    """Those of `to` that differ stand so from now on; returns which.

    Once a board is launched its participants have read the dates: a change of one that stood says
    `why`, and they read that too. A first date changes nothing they were told, and leaves the
    last reason as it is. Raises Refused where that reason lacks, for a day before the board is
    over, a day that has passed, or what is destroyed already.
    """
    board = locked_board(board)
    moved = [what for what in to if date_of(board, what) != to[what]]
    for what in moved:
        _refuse(board, what, to[what], now)
    was_told = board.is_launched(now) and any(date_of(board, what) for what in moved)
    if was_told and not why.strip():
        raise Refused(_("Say why: participants were told the date that stands."), field="why")
    for what in moved:
        _move(board, what, to[what], by, now)
    if moved:
        if was_told:
            board.destruction_why = why.strip()
        columns = [f"destroy_{what.value}_on" for what in moved]
        board.save(update_fields=["destruction_why", *columns])
    return moved


def refuse_to_bring_back(board: UUID, *wanted: Destroyable, field: str | None = None) -> None:
    """Raises Refused where any of it was destroyed: what participants were told stays true.

    Whoever is to write it should be held, so that no destruction comes in between.
    """
    if wanted and Destruction.objects.filter(board=board, what__in=wanted).exists():
        raise Refused(
            _("This board has destroyed what it kept of that, and takes no more of it."),
            field=field,
        )


def _refuse(board: Board, what: Destroyable, day: date | None, now: datetime) -> None:
    if Destruction.objects.filter(board=board.pk, what=what).exists():
        raise Refused(_("That is destroyed already."), field=what.value)
    if day is None:
        return
    if day <= board.grace_ends_at.astimezone(board.zone).date():
        raise Refused(_("The time for last replies is not over then."), field=what.value)
    if day < now.astimezone(board.zone).date():
        raise Refused(_("That day has passed."), field=what.value)


def _move(board: Board, what: Destroyable, day: date | None, by: User, now: datetime) -> None:
    before = date_of(board, what)
    Entry.objects.record(
        "destruction_date_set",
        now=now,
        actor=by.pk,
        board=board.pk,
        subject=board,
        which=what.value,
        before=str(before) if before else None,
        after=str(day) if day else None,
    )
    setattr(board, f"destroy_{what.value}_on", day)
