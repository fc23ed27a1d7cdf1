"""A stage's dates move, or the board's end (rules 5 and 6)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import nudge
from sessions.actions.errors import Refused
from sessions.actions.staging import locked, locked_board
from sessions.enums import Opening
from sessions.models import Board, Stage
from sessions.rules import has_opened
from sessions.timetable.wall_time import WallTime

DATES = ("opens", "due", "closes")


@transaction.atomic
def set_dates(
    *, stage: Stage, to: Mapping[str, WallTime | None], by: User, now: datetime
) -> list[str]:
    """Those of `opens`, `due` and `closes` that `to` names stand there; returns which moved.

    None takes a `due` or `closes` away. A stage that waits for a hand, given an `opens`, opens
    at that date from then on. Raises WallTimeError where daylight saving skips or
    repeats a time, and Refused where the dates would contradict the past or one another.
    A due date or closing moved later may hide what people could read: callers keep it open
    first (`moderation.actions.dates`).
    """
    stage = locked(stage)
    moved = [which for which in DATES if which in to and _move(stage, which, to[which], by, now)]
    for which in moved:
        _refuse_contradictions(stage, which)
    if moved:
        columns = [column for which in moved for column in (which, f"{which}_at")]
        stage.save(update_fields=["opening", *columns])
        nudge()
    return moved


@transaction.atomic
def set_end(*, board: Board, to: WallTime, by: User, now: datetime) -> bool:
    """The board ends at `to`, and its grace period follows; False where it did already.

    A stage without dates of its own falls due and closes then. Raises WallTimeError where
    daylight saving skips or repeats that time, and Refused where it has passed, a stage's own
    date lies behind it, or the board is over for good. Callers keep open what people could
    read, as for `set_dates`.
    """
    board = locked_board(board)
    if board.ends == to:
        return False
    ends_at = to.instant(board.starts_on, board.zone)
    _refuse_to_end(board, ends_at, now)
    Entry.objects.record(
        "end_moved",
        now=now,
        actor=by.pk,
        board=board.pk,
        subject=board,
        before=str(board.ends),
        after=str(to),
    )
    board.ends, board.ends_at, board.grace_ends_at = to, ends_at, ends_at + board.grace
    board.save(update_fields=["ends", "ends_at", "grace_ends_at"])
    nudge()
    return True


def _refuse_to_end(board: Board, ends_at: datetime, now: datetime) -> None:
    if board.grace_is_over(now):
        raise Refused(_("This board is over: its end stays."), field="ends")
    if ends_at <= now:
        raise Refused(_("That time has passed."), field="ends")
    if board.reading_until is not None and board.reading_until < ends_at + board.grace:
        raise Refused(_("People would read no more by then: move that first."), field="ends")
    behind = Q(opens_at__gte=ends_at) | Q(due_at__gt=ends_at) | Q(closes_at__gt=ends_at)
    if stage := board.stages.filter(behind).order_by("position").first():
        raise Refused(
            _("“%(stage)s” has a date behind that: move it first.") % {"stage": stage.title},
            field="ends",
        )


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
    if instant is not None and instant <= now:
        raise Refused(_("That time has passed."), field=which)


def _refuse_contradictions(stage: Stage, which: str) -> None:
    """Raise Refused where `which`, as it stands now, does not fit the stage's other dates."""
    opens, due, closes = stage.opens_at, stage.due_at, stage.closes_at
    if opens and due and opens >= due:
        raise Refused(_("It must open before it is due."), field=which)
    if opens and closes and opens >= closes:
        raise Refused(_("It must open before it closes."), field=which)
    if due and closes and due > closes:
        raise Refused(_("It must be due before it closes, or as it closes."), field=which)
    if (instant := getattr(stage, f"{which}_at")) and instant > stage.board.ends_at:
        raise Refused(_("The board ends before that."), field=which)
