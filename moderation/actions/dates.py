"""Dates move and people get more time, without closing what someone could read (rule 2)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from participants.actions.unlocking import keep_open_what_was_readable
from participants.models import Extension, Participant
from sessions.actions.dating import set_dates, set_end
from sessions.actions.errors import Refused
from sessions.actions.staging import hold
from sessions.models import Board, Stage
from sessions.timetable.wall_time import WallTime


@transaction.atomic
def move_dates(
    *,
    stage: Stage,
    to: Mapping[str, WallTime | None],
    by: User,
    now: datetime,
    tell: bool = False,
) -> list[str]:
    """As `sessions.actions.dating.set_dates`; whoever could read a reply goes on reading it.

    The stage is held first: whoever answers meanwhile and this never wait for each other.
    """
    hold(stage)
    keep_open_what_was_readable(stage=stage, now=now)
    return set_dates(stage=stage, to=to, by=by, now=now, tell=tell)


@transaction.atomic
def move_end(*, board: Board, to: WallTime, by: User, now: datetime, tell: bool = False) -> bool:
    """As `sessions.actions.dating.set_end`; whoever could read a reply goes on reading it.

    The board is held first, for the same reason as the stage in `move_dates`.
    """
    hold(board)
    keep_open_what_was_readable(board=board, now=now)
    return set_end(board=board, to=to, by=by, now=now, tell=tell)


@transaction.atomic
def give_more_time(
    *,
    participant: Participant,
    stage: Stage,
    until: datetime,
    reason: str,
    by: User,
    now: datetime,
) -> bool:
    """This person may answer the stage until `until` (exclusive), which is their due date now.

    A later call replaces the earlier one. False where they have exactly that already. Raises
    Refused where it would give nothing, or last beyond the board's grace period.
    """
    board = stage.board
    refuse_more_time(stage, until, now)
    given = Extension.objects.filter(participant=participant, stage=stage)
    if given.filter(until=until).exists():
        return False
    hold(stage)
    keep_open_what_was_readable(stage=stage, now=now)
    Extension.objects.update_or_create(
        participant=participant,
        stage=stage,
        defaults={"until": until, "reason": reason, "granted_at": now, "granted_by": by},
    )
    Entry.objects.record(
        "more_time_given",
        now=now,
        actor=by.pk,
        board=board.pk,
        subject=participant,
        stage=str(stage.pk),
        until=until.isoformat(),
    )
    return True


def refuse_more_time(stage: Stage, until: datetime, now: datetime) -> None:
    """Raises Refused where it would give nothing, or last beyond the board's grace period."""
    if until <= max(now, stage.due_or_ends_at):
        raise Refused(_("That is no later than what they have."), field="until")
    if until > stage.board.grace_ends_at:
        raise Refused(_("The board's grace period ends before that."), field="until")
