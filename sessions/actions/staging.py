"""A stage is released by a person, and its instants can be set by hand (rule 5)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import nudge
from sessions.actions.errors import Refused
from sessions.models import Board, Stage
from sessions.rules import has_closed, has_opened, may_be_held_back, may_close_now, may_open_now
from sessions.studio.placeholders import left_in_stage, refuse_to_let_out
from sessions.timetable.wall_time import WallTime


def locked(stage: Stage) -> Stage:
    """The stage as it is now, held until the transaction ends, with its board.

    Whoever answers refers to the stage meanwhile, so its key stays free for them.
    """
    here = Stage.objects.select_related("board")
    return here.select_for_update(of=("self",), no_key=True).get(pk=stage.pk)


def hold(row: Stage | Board) -> None:
    """It is held until the transaction ends, as by `locked`, by a caller who need not read it."""
    same = type(row)._default_manager.select_for_update(no_key=True).filter(pk=row.pk)
    bool(same.order_by().values_list("pk"))


def locked_board(board: Board) -> Board:
    """The board as it is now, held until the transaction ends; its key stays free, too."""
    return Board.objects.select_for_update(no_key=True).get(pk=board.pk)


@transaction.atomic
def release_stage(*, stage: Stage, by: User, now: datetime) -> bool:
    """The stage opens when its time comes; where that has passed, at once.

    False, and nothing changes, where it was released before. Raises Refused where its guide
    left something to be filled in.
    """
    hold(stage.board)
    stage = locked(stage)
    _refuse_what_is_not_filled_in(stage)
    released = Stage.objects.filter(pk=stage.pk, released_at=None).update(
        released_at=now, released_by=by
    )
    if released:
        _record("stage_released", stage, by, now)
        nudge()
    return bool(released)


@transaction.atomic
def hold_stage(*, stage: Stage, by: User, now: datetime) -> bool:
    """The release is taken back: the stage stays shut until somebody releases it again.

    False where it is not released. Raises Refused once it has opened.
    """
    stage = locked(stage)
    if not stage.is_released:
        return False
    if not may_be_held_back(stage, now):
        raise Refused(_("This stage has opened: it can be closed, but no longer held back."))
    stage.released_at = stage.released_by = None
    stage.save(update_fields=["released_at", "released_by"])
    _record("stage_held_back", stage, by, now)
    return True


@transaction.atomic
def open_stage_now(*, stage: Stage, by: User, now: datetime) -> bool:
    """The stage's opening becomes this second, and it is released if it was not.

    False where it is open already. Raises Refused where it waits for something else.
    """
    hold(stage.board)
    stage = locked(stage)
    if has_opened(stage, now):
        return False
    _refuse_to_open(stage, now)
    _refuse_what_is_not_filled_in(stage)
    stage.opens, stage.opens_at = this_second(stage, now)
    if not stage.is_released:
        stage.released_at, stage.released_by = now, by
    stage.save(update_fields=["opens", "opens_at", "released_at", "released_by"])
    _record("stage_opened_by_hand", stage, by, now)
    nudge()
    return True


@transaction.atomic
def close_stage_now(*, stage: Stage, by: User, now: datetime) -> bool:
    """The stage takes no new answers from this second on; a later due date comes forward to it.

    False where it is closed already. Raises Refused where it has not opened.
    """
    stage = locked(stage)
    if not may_close_now(stage, now):
        if has_closed(stage, now):
            return False
        raise Refused(_("This stage has not opened yet: move its dates instead."))
    stage.closes, stage.closes_at = this_second(stage, now)
    if stage.due_at and stage.due_at > stage.closes_at:
        stage.due, stage.due_at = stage.closes, stage.closes_at
    stage.save(update_fields=["closes", "closes_at", "due", "due_at"])
    _record("stage_closed_by_hand", stage, by, now)
    return True


def this_second(stage: Stage, now: datetime) -> tuple[WallTime, datetime]:
    """`now` as the board's clock shows it, and the same instant: wall times have no fractions."""
    instant = now.replace(microsecond=0)
    return WallTime.of_instant(instant, stage.board.zone), instant


def _refuse_to_open(stage: Stage, now: datetime) -> None:
    if not may_open_now(stage, now):
        raise Refused(
            _("Only a stage of a running board that waits for a date or a hand can be opened now.")
        )
    if (stage.due_at and stage.due_at <= now) or (stage.closes_at and stage.closes_at <= now):
        raise Refused(_("It would be past due as it opens: move its dates first."))


def _record(action: str, stage: Stage, by: User, now: datetime) -> None:
    Entry.objects.record(action, now=now, actor=by.pk, board=stage.board_id, subject=stage)


def _refuse_what_is_not_filled_in(stage: Stage) -> None:
    questions = stage.questions.with_wording().prefetch_related("current_version__stimuli")
    refuse_to_let_out(left_in_stage(stage, questions))
