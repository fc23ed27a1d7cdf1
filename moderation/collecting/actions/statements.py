"""Statements are written, reworded, ordered, removed and put back, until a summary has them."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from moderation.models import Statement
from sessions.actions.errors import Refused
from sessions.actions.staging import hold
from sessions.kinds.summary import MOST_STATEMENTS
from sessions.models import Board
from sessions.studio.actions.texts import changed_in


@transaction.atomic
def add_statement(*, board: Board, text: str, by: User, now: datetime) -> Statement:
    """The last of those that wait for a summary.

    Raises Refused where one says the same, and where a summary would take no more.
    """
    hold(board)
    waiting = Statement.objects.filter(board=board).waiting()
    _refuse_a_second(list(waiting), text)
    if waiting.count() >= MOST_STATEMENTS:
        raise Refused(
            _("A summary takes %(most)d statements at most.") % {"most": MOST_STATEMENTS},
            field="text",
        )
    last = board.statements.aggregate(last=Max("position", default=-1))["last"]
    made = Statement.objects.create(board=board, text=text, position=last + 1)
    _record("statement_added", made, by, now)
    return made


@transaction.atomic
def reword_statement(
    *, statement: Statement, text: str, seen: str, by: User, now: datetime
) -> bool:
    """It reads so from now on, and keeps its passages. False where it did already.

    `seen` is what it said when it was opened. Raises TextsOvertaken where somebody else has
    reworded it since, and Refused where it waits no more, or another says the same.
    """
    hold(statement.board)
    row = _waiting(statement)
    if not changed_in({"text": row.text}, texts={"text": text}, seen={"text": seen}):
        return False
    others = Statement.objects.filter(board=row.board_id).waiting().exclude(pk=row.pk)
    _refuse_a_second(list(others), text)
    row.text = text
    row.save(update_fields=["text"])
    _record("statement_reworded", row, by, now)
    return True


@transaction.atomic
def move_statement(*, statement: Statement, up: bool) -> bool:
    """It changes places with the one before or after it; False where there is none."""
    hold(statement.board)
    row = _waiting(statement)
    beside = list(Statement.objects.filter(board=row.board_id).waiting().order_by("position"))
    place = beside.index(row)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(beside):
        return False
    one, two = beside[place], beside[other]
    one.position, two.position = two.position, one.position
    Statement.objects.bulk_update([one, two], ["position"])
    return True


@transaction.atomic
def remove_statement(*, statement: Statement, by: User, now: datetime) -> bool:
    """It is gone until it is put back, and its passages stay collected. False where it was.

    Raises Refused where a summary puts it to the vote.
    """
    hold(statement.board)
    row = Statement.objects.get(pk=statement.pk)
    if row.removed_at:
        return False
    row = _waiting(row)
    row.removed_at, row.removed_by = now, by
    row.save(update_fields=["removed_at", "removed_by"])
    _record("statement_removed", row, by, now)
    return True


@transaction.atomic
def put_back(*, statement: Statement, by: User, now: datetime) -> bool:
    """It stands in its place again, with its passages; False where it did."""
    hold(statement.board)
    removed = Statement.objects.filter(pk=statement.pk, removed_at__isnull=False)
    back = removed.update(removed_at=None, removed_by=None)
    if back:
        _record("statement_put_back", statement, by, now)
    return bool(back)


def _waiting(statement: Statement) -> Statement:
    """As it is now, while its board is held."""
    for row in Statement.objects.filter(pk=statement.pk).waiting().select_related("board"):
        return row
    raise Refused(_("It waits no more: somebody removed it, or made a summary of it."))


def _refuse_a_second(others: list[Statement], text: str) -> None:
    if any(one.text.casefold() == text.casefold() for one in others):
        raise Refused(_("There is a statement that says just this."), field="text")


def _record(action: str, statement: Statement, by: User, now: datetime) -> None:
    Entry.objects.record(action, now=now, actor=by.pk, board=statement.board_id, subject=statement)
