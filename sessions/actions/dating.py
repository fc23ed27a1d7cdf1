"""A stage's dates move, or the board's end (rules 5 and 6)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import nudge
from sessions.actions.errors import Refused
from sessions.actions.staging import hold, locked, locked_board
from sessions.actions.telling import Moved, note_date_change
from sessions.enums import Opening, WhichDate
from sessions.models import Board, Stage
from sessions.rules import has_opened
from sessions.timetable.checks import STAGE_DATES, contradiction, why_not_end_so, why_not_then
from sessions.timetable.wall_time import WallTime

DATES = STAGE_DATES


@transaction.atomic
def set_dates(
    *,
    stage: Stage,
    to: Mapping[str, WallTime | None],
    by: User,
    now: datetime,
    tell: bool = False,
) -> list[str]:
    """Those of `opens`, `due` and `closes` that `to` names stand there; returns which moved.

    None takes a `due` or `closes` away. A stage that waits for a hand, given an `opens`, opens
    at that date from then on. `tell` owes those whom it concerns a notice. Raises WallTimeError
    where daylight saving skips or repeats a time, and Refused where the dates would contradict
    the past or one another. A due date or closing moved later may hide what people could read:
    callers keep it open first (`moderation.actions.dates`).

    The board is held first, for its end may be moving.
    """
    hold(stage.board)
    stage = locked(stage)
    before = {which: getattr(stage, f"{which}_at") for which in DATES}
    moved = [which for which in DATES if which in to and _move(stage, which, to[which], by, now)]
    for which in moved:
        if why := contradiction(stage, which):
            raise Refused(why, field=which)
    if moved:
        columns = [column for which in moved for column in (which, f"{which}_at")]
        stage.save(update_fields=["opening", *columns])
        if tell:
            dates = [Moved(stage, which, before[which]) for which in moved]
            note_date_change(board=stage.board, moved=dates, by=by, now=now)
        nudge()
    return moved


@transaction.atomic
def set_end(*, board: Board, to: WallTime, by: User, now: datetime, tell: bool = False) -> bool:
    """The board ends at `to`, and its grace period follows; False where it did already.

    A stage without dates of its own falls due and closes then. `tell` owes everyone a notice.
    Raises WallTimeError where daylight saving skips or repeats that time, and Refused where it has
    passed, a stage's own date lies behind it, or the board is over for good. Callers keep open
    what people could read, as for `set_dates`.
    """
    board = locked_board(board)
    if board.ends == to:
        return False
    before, before_at = board.ends, board.ends_at
    _refuse_to_end(board, to, now)
    Entry.objects.record(
        "end_moved",
        now=now,
        actor=by.pk,
        board=board.pk,
        subject=board,
        before=str(before),
        after=str(to),
    )
    board.save(update_fields=["ends", "ends_at", "grace_ends_at"])
    if tell:
        moved = [Moved(None, WhichDate.ENDS, before_at)]
        note_date_change(board=board, moved=moved, by=by, now=now)
    nudge()
    return True


def _refuse_to_end(board: Board, to: WallTime, now: datetime) -> None:
    """The board in hand ends at `to`; raises Refused where it cannot."""
    if board.is_over(now):
        raise Refused(_("This board is over: its end stays."), field="ends")
    board.ends, board.ends_at = to, to.instant(board.starts_on, board.zone)
    board.grace_ends_at = board.ends_at + board.grace
    why = why_not_then(board.ends_at, now) or why_not_end_so(
        board, board.stages.order_by("position")
    )
    if why:
        raise Refused(why, field="ends")


def _move(stage: Stage, which: str, to: WallTime | None, by: User, now: datetime) -> bool:
    before = getattr(stage, which)
    if before == to:
        return False
    instant = to.instant(stage.board.starts_on, stage.board.zone) if to else None
    _refuse_to_move(stage, which, instant, now)
    setattr(stage, which, to)
    setattr(stage, f"{which}_at", instant)
    if which == "opens":
        stage.opening = Opening.BY_DATE
    Entry.objects.record(
        "date_moved",
        now=now,
        actor=by.pk,
        board=stage.board_id,
        subject=stage,
        which=which,
        before=str(before) if before else None,
        after=str(to) if to else None,
    )
    return True


def _refuse_to_move(stage: Stage, which: str, instant: datetime | None, now: datetime) -> None:
    if which == "opens":
        if has_opened(stage, now):
            raise Refused(_("This stage has opened: its opening stays."), field=which)
        if stage.opening == Opening.AFTER_PREVIOUS or instant is None:
            raise Refused(_("This stage does not open at a date."), field=which)
    if why := why_not_then(instant, now):
        raise Refused(why, field=which)
