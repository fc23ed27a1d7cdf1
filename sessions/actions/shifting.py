"""Everything that is still to come is moved in one go: all of it or nothing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import nudge
from sessions.actions.errors import Refused
from sessions.actions.staging import locked_board
from sessions.actions.telling import Moved, note_date_change
from sessions.models import Board, Stage
from sessions.timetable.checks import ENDS
from sessions.timetable.shifting import READING, WITHDRAWAL, Change, Plan, Shift, plan_of

_BOARDS = (
    "starts_on",
    "ends",
    "ends_at",
    "grace_ends_at",
    "withdrawal",
    "withdrawal_until",
    "reading",
    "reading_until",
    "destroy_key_on",
    "destroy_contacts_on",
    "destroy_data_on",
)
_OF_THE_BOARD = {
    ENDS: "end_moved",
    WITHDRAWAL: "withdrawal_moved",
    READING: "reading_end_set",
}
_STAGES = ("opens", "opens_at", "due", "due_at", "closes", "closes_at")


@transaction.atomic
def shift_dates(
    *, board: Board, shift: Shift, seen: str, by: User, now: datetime, tell: bool = False
) -> Plan:
    """The dates are as the plan says whose digest was `seen`.

    `tell` owes those whom it concerns one notice of them all. Raises Refused, and changes nothing,
    where a date has become another one since, or one of them cannot be. Callers keep open what
    people could read, as for `set_dates`.
    """
    board = locked_board(board)
    if board.is_over(now):
        raise Refused(_("This board is over: its dates stay."))
    plan = plan_of(board, locked_stages(board), shift, now=now)
    if plan.digest != seen:
        raise Refused(
            _("The dates have changed meanwhile. Look again at what would become of them.")
        )
    if plan.problems:
        raise Refused(_("Some dates cannot be moved so: nothing is moved."))
    if not plan.changes:
        raise Refused(_("Nothing would move."))
    _save(plan)
    _record(plan, by, now)
    if tell:
        moved = [Moved(each.stage, each.which, each.before_at) for each in plan.changes]
        note_date_change(board=board, moved=moved, by=by, now=now)
    nudge()
    return plan


def locked_stages(board: Board) -> list[Stage]:
    """All of the board's, held until the transaction ends, with the board in hand."""
    here = board.stages.select_for_update(of=("self",), no_key=True).order_by("position")
    return with_board(board, list(here))


def with_board(board: Board, stages: list[Stage]) -> list[Stage]:
    for stage in stages:
        stage.board = board
    return stages


def _save(plan: Plan) -> None:
    plan.board.save(update_fields=_BOARDS)
    Stage.objects.bulk_update(plan.stages, _STAGES)


def _record(plan: Plan, by: User, now: datetime) -> None:
    board = plan.board
    Entry.objects.record(
        "dates_shifted",
        now=now,
        actor=by.pk,
        board=board.pk,
        subject=board,
        dates=len(plan.changes),
        starts_on=str(board.starts_on),
    )
    for change in plan.changes:
        if change.before != change.after:  # a day of the board goes with the start
            _record_one(board, change, by, now)
    for day in plan.days:
        Entry.objects.record(
            "destruction_date_set",
            now=now,
            actor=by.pk,
            board=board.pk,
            subject=board,
            which=day.what.value,
            before=str(day.before),
            after=str(day.after),
        )


def _record_one(board: Board, change: Change, by: User, now: datetime) -> None:
    said = {"before": str(change.before), "after": str(change.after)}
    if change.stage:
        action, said = "date_moved", {"which": change.which, **said}
    else:
        action = _OF_THE_BOARD[change.which]
    Entry.objects.record(
        action, now=now, actor=by.pk, board=board.pk, subject=change.stage or board, **said
    )
